import { expect, it } from 'vitest';
import { shown, stateText } from '../../src/experiment/shown-state.js';

class Recorder {
  readonly owner: object;
  constructor(owner: object) {
    this.owner = owner;
  }
}

it('the plain fields of a node are shown', () => {
  const node: Record<string, unknown> = {
    stock: 5,
    due: Infinity,
    big: 12n,
    name: 'a',
    levels: Float64Array.of(1, 2.5),
    orders: new Map([['x', { amount: 2 }]]),
    open: new Set([1]),
    best: { price: 3, late: true },
    send: () => undefined,
    missing: undefined,
  };
  node.recorder = new Recorder(node);
  expect(stateText(node)).toBe(
    'stock 5, due "Infinity", big "12n", name "a", levels [1,2.5], orders [["x",{"amount":2}]], open [1], best {"price":3,"late":true}',
  );
});

it('an array of recorders that refer to their node is not a cycle', () => {
  const node: { recorders: unknown[] } = { recorders: [] };
  node.recorders.push(new Recorder(node), new Recorder(node));
  expect(stateText(node)).toBe('recorders ["[Recorder]","[Recorder]"]');
});

it('cycles end at some depth, and long values are cut', () => {
  const circle: Record<string, unknown> = { value: 1 };
  circle.self = circle;
  expect(shown(circle)).toBe(`${'{"value":1,"self":'.repeat(5)}"…"${'}'.repeat(5)}`);
  expect(shown('x'.repeat(1000))).toBe(`"${'x'.repeat(199)}…`);
});

it('a payload of a class is shown by its fields', () => {
  expect(shown(new Recorder({ a: 1 }))).toBe('{"owner":{"a":1}}');
  expect(shown(undefined)).toBe('');
});
