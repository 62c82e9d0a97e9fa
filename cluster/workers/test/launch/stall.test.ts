import type { Receiver, Seat, TransportEndpoint } from '@disco-engine/kernel';
import { defineTransport, InProcessTransport } from '@disco-engine/transports';
import { afterEach, expect, it } from 'vitest';
import { Launches, NEVER, small } from './models.js';

const launches = new Launches();
afterEach(() => launches.close());

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

const room = new LossyTransport();

/** Objects on this thread that meet in a room that loses messages. */
const lossy = defineTransport({
  name: 'lossy',
  hosts: ['objects'],
  prepare: ({ workers }) => ({ plans: Array.from({ length: workers }, () => ({})) }),
  make: () => room,
});

it('a run in which messages are lost ends with what each worker waits for', async () => {
  const cluster = await launches.launch({ workers: 2, transport: lossy, stallAfter: 200 });
  const run = await cluster.start({ scenario: small, until: NEVER });
  const start = performance.now();
  await expect(run.finished).rejects.toMatchObject({
    code: 'RUN_STALLED',
    message: expect.stringMatching(/worker 0 .* waits for worker 1.*\n.*worker 1 .* waits for worker 0/) as string,
  });
  expect(performance.now() - start).toBeGreaterThan(200);
});

it('a slow handler is not a stall', async () => {
  const patient = await launches.launch({ workers: 2, transport: 'shared-memory', stallAfter: 40 });
  const parameters = { work: 50 };
  const run = await patient.start({ scenario: small, until: 1, parameters });
  expect((await run.finished).activations).toBeGreaterThan(10);
});
