import type { Host } from '@disco-engine/kernel';

// Declared here instead of using the types of Node or the DOM, so that the compiler refuses everything else that only one of
// them has.
declare const performance: { now(): number };
declare const setImmediate: ((callback: () => void) => unknown) | undefined;
declare const MessageChannel: new () => {
  readonly port1: { addEventListener(type: 'message', listener: () => void): void; start(): void };
  readonly port2: { postMessage(message: null): void };
};

/** The clock and the event loop of the platform: Node, a browser, or a worker in either. */
export const platformHost: Host = {
  now: () => performance.now(),
  turn: typeof setImmediate === 'function' ? immediateTurns(setImmediate) : messageTurns(),
};

/** In Node, `setImmediate` gives timers and I/O a turn, and costs a few microseconds. */
function immediateTurns(immediate: (callback: () => void) => unknown): Host['turn'] {
  return () => new Promise((resolve) => void immediate(resolve));
}

/**
 * In a browser, a message to itself does the same. Nested timers are delayed by 4 ms, and `scheduler.yield` would resume before
 * timers that are due.
 */
export function messageTurns(): Host['turn'] {
  const waiting: (() => void)[] = [];
  let send: (() => void) | undefined;
  // The channel is opened on the first turn: importing the module must not leave an open port.
  const open = (): (() => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => waiting.shift()?.());
    port1.start();
    return () => port2.postMessage(null);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      send ??= open();
      send();
    });
}
