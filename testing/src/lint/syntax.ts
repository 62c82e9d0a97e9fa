import type { ESTree } from '@oxlint/plugins';

/** The expression inside `(…)`, `… as T`, `… satisfies T`, `<T>…` and `…!`, which do not change the value. */
export function unwrapped(node: ESTree.Node): ESTree.Node {
  let inner = node;
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

/** The outermost expression that has the value of this one; see `unwrapped`. */
export function wrapped(node: ESTree.Node): ESTree.Node {
  let outer = node;
  while (outer.parent !== null && isWrapper(outer.parent)) outer = outer.parent;
  return outer;
}

/** The name of a property, if it is known statically: `.log`, `['log']`, `` [`log`] ``. */
export function propertyName(key: ESTree.Node, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value;
  if (key.type === 'TemplateLiteral' && key.quasis.length === 1) return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The value of a literal, with or without a sign. */
export function literalValue(node: ESTree.Node): number | bigint | undefined {
  const inner = unwrapped(node);
  if (inner.type === 'UnaryExpression' && inner.operator === '-') {
    const value = literalValue(inner.argument);
    return value === undefined ? undefined : -value;
  }
  if (inner.type !== 'Literal') return undefined;
  return typeof inner.value === 'number' || typeof inner.value === 'bigint' ? inner.value : undefined;
}

function isWrapper(node: ESTree.Node): node is ESTree.Node & { readonly expression: ESTree.Expression } {
  return (
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSTypeAssertion' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'ParenthesizedExpression'
  );
}
