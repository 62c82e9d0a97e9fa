import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Channel, ChannelListener } from '../../src/hosts/channel.js';
import { serveWorker } from '../../src/hosts/serve-worker.js';
import { WorkerHandle } from '../../src/hosts/worker-handle.js';
import type { Command } from '../../src/worker/commands.js';
import { Worker } from '../../src/worker/worker.js';
import { Dice, FATAL_ANSWERS, FATAL_REQUESTS, mutated } from '../messages/mutations.js';
import { SAMPLE_ANSWERS, SAMPLE_REPLIES, sampleCommands } from '../messages/samples.js';

const ROUNDS = 20_000;

/** The other end of a channel, controlled by the test. */
class FakeChannel implements Channel {
  readonly posted: unknown[] = [];
  listener: ChannelListener | undefined;

  post(message: unknown): void {
    this.posted.push(message);
  }

  listen(listener: ChannelListener): void {
    this.listener = listener;
  }
}

describe('a launcher', () => {
  function handle(): { handle: WorkerHandle; channel: FakeChannel; kills: number[] } {
    const channel = new FakeChannel();
    const kills: number[] = [];
    const host = { name: 'fake', channel, kill: async () => void kills.push(1) };
    return { handle: new WorkerHandle(0, host), channel, kills };
  }

  it.each(FATAL_ANSWERS.map((message, at) => [at, message] as const))(
    'gives up on a worker that sends an invalid message: %i',
    async (_, message) => {
      const { handle: worker, channel, kills } = handle();
      const reply = worker.send({ command: 'state' });
      channel.listener?.message(message);
      await expect(reply).rejects.toMatchObject({
        code: 'WORKER_LOST',
        message: expect.stringContaining('is gone: it sent something that is not a worker message: ') as string,
      });
      expect(kills).toEqual([1]);
    },
  );

  it('gives up on a worker whose reply does not match the command', async () => {
    const { handle: worker, channel } = handle();
    const reply = worker.send({ command: 'reserve', transport: { kind: 'own', lostAfter: 1 } });
    channel.listener?.message({ reply: 1, value: { address: null } });
    await expect(reply).rejects.toMatchObject({
      code: 'WORKER_LOST',
      message: expect.stringMatching(/its reply to 'reserve' is invalid: address: /) as string,
    });
  });

  it(`accepts or gives up on a worker, whatever it sends (${ROUNDS} messages)`, async () => {
    const dice = new Dice(1);
    const names = Object.keys(SAMPLE_REPLIES) as [Command['command'], ...Command['command'][]];
    const outcomes = { replied: 0, refused: 0, lost: 0, open: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const { handle: worker, channel } = handle();
      const reply = worker.send({ command: dice.of(names) } as Command);
      channel.listener?.message(mutated(dice.of(SAMPLE_ANSWERS as [unknown, ...unknown[]]), dice));
      channel.listener?.message({ reply: 2, value: 0 });
      const outcome = await Promise.race([
        reply.then(
          () => 'replied' as const,
          () => (worker.loss === undefined ? ('refused' as const) : ('lost' as const)),
        ),
        turn('open' as const),
      ]);
      outcomes[outcome] += 1;
    }
    // All four occur, so the mutations reach every outcome.
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(20);
  });
});

describe('a worker', () => {
  async function served(message: unknown, then: unknown): Promise<unknown[]> {
    const channel = new FakeChannel();
    const refusal = async (): Promise<never> => Promise.reject(new Error('nothing is created here'));
    serveWorker(new Worker({ makeTransport: refusal, makePart: refusal }), channel, () => {});
    channel.listener?.message(message);
    channel.listener?.message(then);
    while (!channel.posted.some((answer) => (answer as { reply?: number }).reply === 99)) await turn();
    return channel.posted;
  }
  const state = { id: 99, command: { command: 'state' } };

  it.each(FATAL_REQUESTS.map((message, at) => [at, message] as const))(
    'continues after an invalid command: %i',
    async (_, message) => {
      const answers = await served(message, state);
      expect(answers.at(-1)).toMatchObject({ reply: 99, value: { state: 'CREATED' } });
      const hasId = (message as { id?: unknown } | null | undefined)?.id === 1;
      expect(answers.slice(0, -1)).toEqual(
        hasId ? [{ reply: 1, error: expect.objectContaining({ code: 'COMMAND_INVALID' }) as unknown }] : [],
      );
    },
  );

  it(`continues whatever it is sent (${ROUNDS / 4} messages)`, async () => {
    const dice = new Dice(2);
    const commands = (await sampleCommands()) as [Command, ...Command[]];
    const outcomes = { answered: 0, dropped: 0 };
    for (let round = 0; round < ROUNDS / 4; round++) {
      const answers = await served(mutated({ id: 1, command: dice.of(commands) }, dice), state);
      const isAnswered = answers.some((answer) => (answer as { reply?: number }).reply === 1);
      outcomes[isAnswered ? 'answered' : 'dropped'] += 1;
    }
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(50);
  });
});
