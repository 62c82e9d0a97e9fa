/** A global that a model must not use, because its answer comes from the machine and not from the simulation. */
export interface ForbiddenGlobal {
  readonly owner: object;
  readonly property: string;
  /** How a model writes the call. */
  readonly name: string;
  /** What the model is to do in its place. */
  readonly instead: string;
}

const DRAW = 'draw from a stream of the node: inject RandomStream, or keep one that context.random() gave';
const EPOCH = 'simulated time is context.epoch; take calendar dates from the scenario or the parameters';
const LATER = 'context.wakeupAfter(delay) comes back later, and a send with a delay reaches others later';
const IDENTITY = 'make names from context.node and a counter of the node, or draw from context.random()';

/** `Date` is not in it: its constructor is forbidden without arguments alone. */
export const forbiddenFunctions: readonly ForbiddenGlobal[] = [
  { owner: Math, property: 'random', name: 'Math.random()', instead: DRAW },
  { owner: performance, property: 'now', name: 'performance.now()', instead: EPOCH },
  { owner: globalThis, property: 'setTimeout', name: 'setTimeout()', instead: LATER },
  { owner: globalThis, property: 'setInterval', name: 'setInterval()', instead: LATER },
  { owner: globalThis, property: 'setImmediate', name: 'setImmediate()', instead: LATER },
  { owner: globalThis, property: 'queueMicrotask', name: 'queueMicrotask()', instead: LATER },
  { owner: crypto, property: 'getRandomValues', name: 'crypto.getRandomValues()', instead: DRAW },
  { owner: crypto, property: 'randomUUID', name: 'crypto.randomUUID()', instead: IDENTITY },
];

export const forbiddenDate = {
  owner: globalThis,
  property: 'Date',
  now: { name: 'Date.now()', instead: EPOCH },
  constructed: { name: 'new Date()', instead: EPOCH },
  called: { name: 'Date()', instead: EPOCH },
} as const;
