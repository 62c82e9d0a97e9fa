import type { CreateRule, ESTree, Context } from '@oxlint/plugins';
import { exactMembers, openFunctions } from './open-functions.js';
import { literalValue, propertyName, unwrapped, wrapped } from './syntax.js';

const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(['globalThis', 'window', 'self', 'global']);

/**
 * Refuses arithmetic whose last bit depends on the JavaScript engine: functions of `Math` that the standard does not
 * define exactly, and `**` unless the base or the exponent is the literal 2 (or they are bigints). `x ** 2` is x·x, and
 * 2 to a whole power is exact, on all engines.
 *
 * It does not detect a power of 2 whose exponent is a variable with a fractional value, `Math` taken from an alias of
 * `globalThis`, or the arithmetic of imported packages.
 */
export const portableMath: CreateRule = {
  meta: {
    type: 'problem',
    docs: { description: 'Refuses arithmetic whose last bit differs between JavaScript engines.' },
    messages: {
      open: "The last bit of Math.{{name}} differs between versions of Node, browsers and processors. Use math.{{replacement}} from '@disco-engine/sdk'.",
      unknown: "Math.{{name}} is not known to give the same bits everywhere. Use math from '@disco-engine/sdk'.",
      value: 'This use of Math hides which function is called. Write the call as Math.sqrt(x).',
      power:
        "The last bit of ** differs between versions of Node, browsers and processors, unless the base is the literal 2 and the exponent whole, or the exponent is the literal 2. Use math.pow from '@disco-engine/sdk', or a product.",
    },
  },
  create: (context) => ({
    Identifier: (node) => {
      if (!context.sourceCode.isGlobalReference(node)) return;
      if (node.name === 'Math') checkUse(context, node);
      else if (GLOBAL_OBJECTS.has(node.name)) {
        const member = memberOf(node);
        if (member !== undefined && propertyName(member.property, member.computed) === 'Math')
          checkUse(context, member);
      }
    },
    BinaryExpression: (node) => {
      if (node.operator === '**' && !isExactPower(node.left, node.right)) context.report({ node, messageId: 'power' });
    },
    AssignmentExpression: (node) => {
      if (node.operator === '**=' && !isExactPower(node.left, node.right)) context.report({ node, messageId: 'power' });
    },
  }),
};

/** @param math an expression whose value is `Math` */
function checkUse(context: Context, math: ESTree.Node): void {
  if (math.parent?.type.startsWith('TS') === true && !('expression' in math.parent)) return;
  const member = memberOf(math);
  if (member !== undefined) {
    const name = propertyName(member.property, member.computed);
    if (name === undefined) context.report({ node: member, messageId: 'value' });
    else checkMember(context, member, name);
    return;
  }
  const pattern = patternFor(math);
  if (pattern === undefined) {
    context.report({ node: math, messageId: 'value' });
    return;
  }
  for (const property of pattern.properties) {
    const name = property.type === 'Property' ? propertyName(property.key, property.computed) : undefined;
    if (name === undefined) context.report({ node: property, messageId: 'value' });
    else checkMember(context, property, name);
  }
}

function checkMember(context: Context, node: ESTree.Node, name: string): void {
  if (exactMembers.has(name)) return;
  const replacement = openFunctions.get(name);
  if (replacement === undefined) context.report({ node, messageId: 'unknown', data: { name } });
  else context.report({ node, messageId: 'open', data: { name, replacement } });
}

/** The expression that reads a property of this one, if that is how it is used. */
function memberOf(node: ESTree.Node): ESTree.MemberExpression | undefined {
  const outer = wrapped(node);
  const { parent } = outer;
  return parent?.type === 'MemberExpression' && parent.object === outer ? parent : undefined;
}

/** The pattern that destructures an object, as in `const { sqrt } = Math`. */
function patternFor(node: ESTree.Node): ESTree.ObjectPattern | ESTree.ObjectAssignmentTarget | undefined {
  const outer = wrapped(node);
  const { parent } = outer;
  const target =
    parent?.type === 'VariableDeclarator' && parent.init === outer
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.right === outer
        ? parent.left
        : undefined;
  return target?.type === 'ObjectPattern' ? target : undefined;
}

function isExactPower(base: ESTree.Node, exponent: ESTree.Node): boolean {
  const [baseValue, exponentValue] = [literalValue(base), literalValue(exponent)];
  // Bigints cannot be mixed with other numbers.
  if (typeof baseValue === 'bigint' || typeof exponentValue === 'bigint') return true;
  if (exponentValue === 2) return true;
  if (baseValue !== 2) return false;
  const power = unwrapped(exponent);
  // Half a power is as inexact as the root it stands for.
  if (power.type === 'BinaryExpression' && power.operator === '/') return false;
  return exponentValue === undefined || Number.isInteger(exponentValue);
}
