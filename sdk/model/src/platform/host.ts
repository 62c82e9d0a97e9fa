import type { Host } from '@disco-engine/kernel';

// Declared here and not by the types of Node or of the DOM, so that the compiler refuses everything else that only one of them has.
declare const performance: { now(): number };
declare const setImmediate: ((callback: () => void) => unknown) | undefined;
declare const MessageChannel: new () => {
  readonly port1: { addEventListener(type: 'message', listener: () => void): void; start(): void };
  readonly port2: { postMessage(message: null): void };
};

/** The clock and the event loop of the platform: Node, a browser, or a worker of either. */
export const platformHost: Host = {
  now: () => performance.now(),
  turn: typeof setImmediate === 'function' ? immediateTurns(setImmediate) : messageTurns(),
};

/** In Node, `setImmediate` lets timers and I/O have their turn, and costs a few microseconds. */
function immediateTurns(immediate: (callback: () => void) => unknown): Host['turn'] {
  return () => new Promise((resolve) => void immediate(resolve));
}

/**
 * In a browser, a message to oneself does the same. Timers are held for 4 ms once they are nested, and `scheduler.yield` would come
 * back before timers that are due.
 */
export function messageTurns(): Host['turn'] {
  const waiting: (() => void)[] = [];
  let send: (() => void) | undefined;
  // The channel is made on the first turn: an import must not have an open port.
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
