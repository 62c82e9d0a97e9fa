import type { CreateRule, ESTree } from '@oxlint/plugins';
import { propertyName, unwrapped } from './syntax.js';

/**
 * Refuses the call of a generator method as a separate statement: it silently runs nothing. In a process, `yield*` is
 * missing before it, or `processes.start` around it.
 *
 * It knows the methods of the class that contains the call, but not inherited ones.
 */
export const noLostSteps: CreateRule = {
  meta: {
    type: 'problem',
    docs: { description: 'Refuses calls of generator methods whose steps are never run.' },
    messages: {
      lost: '{{name}}() runs nothing by itself. Write yield* before it to wait for it here, or this.processes.start(…) around it to run it concurrently.',
    },
  },
  create: (context) => ({
    ExpressionStatement: (node) => {
      for (const call of callsIn(node.expression)) {
        const name = generatorName(call);
        if (name !== undefined) context.report({ node: call, messageId: 'lost', data: { name } });
      }
    },
  }),
};

/** The calls whose values a statement discards. */
function callsIn(expression: ESTree.Node): ESTree.CallExpression[] {
  const inner = unwrapped(expression);
  if (inner.type === 'CallExpression') return [inner];
  if (inner.type === 'UnaryExpression' && inner.operator === 'void') return callsIn(inner.argument);
  if (inner.type === 'LogicalExpression') return callsIn(inner.right);
  if (inner.type === 'ConditionalExpression') return [...callsIn(inner.consequent), ...callsIn(inner.alternate)];
  return [];
}

/** The call as written, if it calls a generator method of the enclosing class. */
function generatorName(call: ESTree.CallExpression): string | undefined {
  const callee = unwrapped(call.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') return undefined;
  const name = propertyName(callee.property, callee.computed);
  return name !== undefined && hasGenerator(call, name) ? `this.${name}` : undefined;
}

function hasGenerator(call: ESTree.Node, name: string): boolean {
  let around: ESTree.Node | null = call;
  while (around !== null && around.type !== 'ClassBody') around = around.parent;
  return (around?.body ?? []).some(
    (member) =>
      member.type === 'MethodDefinition' &&
      !member.static &&
      member.value.generator &&
      propertyName(member.key, member.computed) === name,
  );
}
