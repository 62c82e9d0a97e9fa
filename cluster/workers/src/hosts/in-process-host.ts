import type { TransportKind } from '@disco-engine/transports';
import { makeTransport } from '../worker/make-transport.js';
import type { ModelModules } from '../worker/run-spec.js';
import { SimulationPart } from '../worker/simulation-part.js';
import { Worker } from '../worker/worker.js';
import type { Channel, ChannelListener } from './channel.js';
import { serveWorker } from './serve-worker.js';
import type { WorkerHost } from './worker-handle.js';

/**
 * A worker as an object on this thread. It is controlled by messages like any other, so nothing is shared by accident.
 *
 * @param custom a transport that its runs may use in addition to the registered ones
 */
export function inProcessHost(modules: ModelModules, custom?: TransportKind): WorkerHost {
  const [near, far] = channelPair();
  const worker = new Worker({
    makeTransport: (spec) => makeTransport(spec, { transport: custom }),
    makePart: (spec, transport) => SimulationPart.create(modules, spec, transport, true),
  });
  let gone = (): void => {};
  const ended = new Promise<void>((resolve) => (gone = resolve));
  serveWorker(worker, far, () => {
    far.end('it was told to exit');
    gone();
  });
  worker.open();
  return {
    name: 'object',
    channel: near,
    // An object cannot be killed: a worker that is stuck in a handler blocks this thread, and so the caller too.
    kill: async () => {
      near.end('it was ended');
      await ended;
    },
  };
}

interface LocalChannel extends Channel {
  end(reason: string): void;
}

function channelPair(): readonly [LocalChannel, LocalChannel] {
  const listeners: (ChannelListener | undefined)[] = [undefined, undefined];
  let open = true;
  const side = (own: 0 | 1): LocalChannel => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => listeners[1 - own]?.message(copy));
    },
    listen: (listener) => void (listeners[own] = listener),
    end: (reason) => {
      if (!open) return;
      open = false;
      queueMicrotask(() => listeners[1 - own]?.closed(reason));
    },
  });
  return [side(0), side(1)];
}
