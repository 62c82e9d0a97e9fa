import type { Receiver, Seat, TransportEndpoint } from '@disco-engine/kernel';
import { defineTransport, InProcessTransport, type TransportKind } from '@disco-engine/transports';
import { afterEach, expect, it } from 'vitest';
import { Launches, NEVER, small } from './models.js';

const launches = new Launches();
afterEach(() => launches.close());

/** Loses what worker 1 sends, from one message on. */
class LossyTransport extends InProcessTransport {
  sent = 0;

  /** @param isPolled whether workers ask for messages, again and again, as over shared memory */
  constructor(private readonly isPolled: boolean) {
    super();
  }

  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const endpoint = await super.open(seat, receiver);
    return {
      send: (to, message) => {
        if (seat.worker !== 1 || ++this.sent <= 5) endpoint.send(to, message);
      },
      ...(this.isPolled && { poll: () => false }),
      close: () => endpoint.close(),
    };
  }
}

/** Objects on this thread that meet in a room that loses messages. */
function lossy(isPolled: boolean): TransportKind {
  const room = new LossyTransport(isPolled);
  return defineTransport({
    name: 'lossy',
    hosts: ['objects'],
    prepare: ({ workers }) => ({ plans: Array.from({ length: workers }, () => ({})) }),
    make: () => room,
  });
}

it.each([
  ['told of messages', false],
  ['asking for messages', true],
])('a run in which messages are lost ends with what each worker waits for, %s', async (_, isPolled) => {
  const cluster = await launches.launch({ workers: 2, transport: lossy(isPolled), stallAfter: 200 });
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
