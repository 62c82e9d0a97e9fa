import { openFunctions } from '../lint/open-functions.js';

/** A global that a model must not use, because its result depends on the machine and not on the simulation. */
export interface ForbiddenGlobal {
  readonly owner: object;
  readonly property: string;
  /** The call as a model would write it. */
  readonly name: string;
  /** What is wrong with the result. */
  readonly why: string;
  /** What the model should do instead. */
  readonly instead: string;
}

const NOT_SIMULATED = 'its result does not come from the simulation, so equal runs would differ';
const OPEN = 'its last bit differs between versions of Node, browsers and processors, and so would the run';

const DRAW = 'draw from a stream of the node: inject RandomStream, or keep one from context.random()';
const EPOCH = 'simulated time is context.epoch; take calendar dates from the scenario or the parameters';
const LATER = 'call context.wakeupAfter(delay) to continue later, or send with a delay to reach others later';
const IDENTITY = 'make names from context.node and a counter of the node, or draw from context.random()';

/** The functions of `Math` that the standard leaves open. */
const openMath: readonly ForbiddenGlobal[] = Array.from(openFunctions, ([property, replacement]) => ({
  owner: Math,
  property,
  name: `Math.${property}()`,
  why: OPEN,
  instead: `math.${replacement}() from '@disco-engine/sdk'`,
}));

/** Without `Date`: only its constructor without arguments is forbidden. */
export const forbiddenFunctions: readonly ForbiddenGlobal[] = [
  { owner: Math, property: 'random', name: 'Math.random()', why: NOT_SIMULATED, instead: DRAW },
  { owner: performance, property: 'now', name: 'performance.now()', why: NOT_SIMULATED, instead: EPOCH },
  { owner: globalThis, property: 'setTimeout', name: 'setTimeout()', why: NOT_SIMULATED, instead: LATER },
  { owner: globalThis, property: 'setInterval', name: 'setInterval()', why: NOT_SIMULATED, instead: LATER },
  { owner: globalThis, property: 'setImmediate', name: 'setImmediate()', why: NOT_SIMULATED, instead: LATER },
  { owner: globalThis, property: 'queueMicrotask', name: 'queueMicrotask()', why: NOT_SIMULATED, instead: LATER },
  { owner: crypto, property: 'getRandomValues', name: 'crypto.getRandomValues()', why: NOT_SIMULATED, instead: DRAW },
  { owner: crypto, property: 'randomUUID', name: 'crypto.randomUUID()', why: NOT_SIMULATED, instead: IDENTITY },
  ...openMath,
];

export const forbiddenDate = {
  owner: globalThis,
  property: 'Date',
  now: { name: 'Date.now()', why: NOT_SIMULATED, instead: EPOCH },
  constructed: { name: 'new Date()', why: NOT_SIMULATED, instead: EPOCH },
  called: { name: 'Date()', why: NOT_SIMULATED, instead: EPOCH },
} as const;
