import type { Receiver, Seat, TransportEndpoint } from '@disco-engine/kernel';
import { InProcessTransport } from '@disco-engine/transports';
import { afterEach, expect, it } from 'vitest';
import { inProcessHost } from '../../src/hosts/in-process-host.js';
import { WorkerHandle } from '../../src/hosts/worker-handle.js';
import { Cluster } from '../../src/launch/cluster.js';
import type { Crew } from '../../src/launch/crew.js';
import { Launches, MODEL, NEVER, small } from './models.js';

const launches = new Launches();
let cluster: Cluster | undefined;
afterEach(() => Promise.all([cluster?.close(), launches.close()]));

/** Loses what worker 1 sends, from one message on. */
class LossyTransport extends InProcessTransport {
  sent = 0;

  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const endpoint = await super.open(seat, receiver);
    return {
      send: (to, message) => {
        if (seat.worker !== 1 || ++this.sent <= 5) endpoint.send(to, message);
      },
      close: () => endpoint.close(),
    };
  }
}

/** Objects on this thread that meet in a room which loses messages. */
function lossyCrew(): Crew {
  const rooms = new Map([['lossy', new LossyTransport()]]);
  const modules = { model: MODEL.module.href };
  const handles = [0, 1].map((worker) => new WorkerHandle(worker, inProcessHost(modules, rooms)));
  return {
    handles,
    isLocal: true,
    transports: () => handles.map(() => ({ kind: 'in-process', room: 'lossy' })),
    reachable: (addresses) => addresses,
    release: () => {},
    close: async () => {},
  };
}

it('a run in which messages are lost ends with what each worker waits for', async () => {
  const model = { module: 'model', export: 'TokenRing' };
  cluster = await Cluster.over(lossyCrew(), model, { lostAfter: 10_000, stallAfter: 200 });
  const run = await cluster.start({ scenario: small, until: NEVER });
  const start = performance.now();
  await expect(run.finished).rejects.toMatchObject({
    code: 'RUN_STALLED',
    message: expect.stringMatching(/worker 0 .* waits for worker 1.*\n.*worker 1 .* waits for worker 0/) as string,
  });
  expect(performance.now() - start).toBeGreaterThan(200);
});

it('a handler that takes long is no stall', async () => {
  const patient = await launches.launch({ workers: 2, transport: 'shared-memory', stallAfter: 40 });
  const parameters = { work: 50 };
  const run = await patient.start({ scenario: small, until: 1, parameters });
  expect((await run.finished).activations).toBeGreaterThan(10);
});
