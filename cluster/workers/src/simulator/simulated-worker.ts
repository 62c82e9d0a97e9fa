import type { Channel, ChannelListener } from '../hosts/channel.js';
import { serveWorker } from '../hosts/serve-worker.js';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { Worker } from '../worker/worker.js';
import type { SimulatedHost } from './simulated-host.js';
import type { SimulatedNetwork } from './simulated-network.js';
import { SimulatedPart } from './simulated-part.js';
import { SimulatedTransport } from './simulated-transport.js';
import type { Story } from './story.js';

/** How long the sessions of a run wait, in milliseconds. */
export interface SimulatedPatience {
  readonly heartbeat: number;
  readonly lostAfter: number;
}

/** The worker of a simulated host: everything in it but the model is what production runs. */
export function simulatedWorker(
  host: SimulatedHost,
  network: SimulatedNetwork,
  { heartbeat }: SimulatedPatience,
  story: Story,
): Worker {
  let runs = 0;
  const worker = new Worker({
    clock: host.clock,
    makeTransport: async ({ lostAfter }) =>
      new SimulatedTransport(host, network, {
        listen: `unix:/${host.name}/${++runs}`,
        heartbeat,
        lostAfter,
        openWithin: lostAfter,
        closeWithin: CLOSE_WITHIN,
      }),
    makePart: (spec, transport) => SimulatedPart.create(host, spec, transport),
  });
  worker.transitions.subscribe(({ from, to, reason }) =>
    story.tell(`${host.name}: ${from} → ${to}${reason === undefined ? '' : ` (${reason})`}`),
  );
  worker.open();
  return worker;
}

/** A worker that its launcher has started on its own machine, and whose end it notices at once. */
export function localHost(launcher: SimulatedHost, host: SimulatedHost, worker: Worker): WorkerHost {
  const [near, far] = [end(launcher, host), end(host, launcher)];
  near.peer = far;
  far.peer = near;
  let gone = (): void => {};
  const ended = new Promise<void>((resolve) => (gone = resolve));
  host.whenDown(() => {
    near.closed('the process was killed by SIGKILL');
    launcher.at(launcher.clock.now(), gone);
  });
  launcher.whenDown(() => far.closed('its launcher is gone'));
  serveWorker(worker, far, () => host.kill());
  return {
    name: host.name,
    channel: near,
    kill: async () => {
      host.kill();
      await ended;
    },
  };
}

interface End extends Channel {
  peer: End | undefined;
  take(message: unknown): void;
  closed(reason: string): void;
}

function end(own: SimulatedHost, other: SimulatedHost): End {
  let listener: ChannelListener | undefined;
  return {
    peer: undefined,
    post(message) {
      const copy: unknown = structuredClone(message);
      other.at(own.clock.now() + PIPE_LATENCY, () => this.peer?.take(copy));
    },
    listen: (given) => void (listener = given),
    take: (message) => listener?.message(message),
    closed: (reason) => void own.at(own.clock.now() + PIPE_LATENCY, () => listener?.closed(reason)),
  };
}

const PIPE_LATENCY = 0.05;
const CLOSE_WITHIN = 200;
