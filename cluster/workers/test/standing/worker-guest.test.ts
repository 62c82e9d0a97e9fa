import { createSharedMemory } from '@disco-engine/transports';
import { describe, expect, it, vi } from 'vitest';
import type { ChannelListener } from '../../src/hosts/channel.js';
import { makeShelf } from '../../src/scenarios/make-shelf.js';
import { OfferedScenario } from '../../src/scenarios/offered-scenario.js';
import type { ThreadPlace } from '../../src/standing/thread-areas.js';
import { WorkerGuest } from '../../src/standing/worker-guest.js';
import { sha256 } from '../../src/scenarios/sha256.js';
import type { Command } from '../../src/worker/commands.js';
import { Dice, FATAL_REQUESTS, mutated } from '../messages/mutations.js';
import { SAMPLE_SUPPLIES, sampleCommands } from '../messages/samples.js';

const LIMITS = { commandBytes: 1_000, runBytes: 9_000, lostAfter: 60_000 };
const RESERVE = { command: 'reserve', transport: { kind: 'own', lostAfter: 1_000 } } as const;

type Initialize = Extract<Command, { command: 'initialize' }>;

interface Posted {
  readonly id: number;
  readonly command: Command;
}

/** A guest in front of a worker that the test controls. */
class Scene {
  readonly posted: Posted[] = [];
  readonly answers: unknown[] = [];
  worker: ChannelListener | undefined;
  readonly guest: WorkerGuest;

  constructor(isNetwork = true, place?: ThreadPlace) {
    const post = (message: unknown): void => void this.posted.push(message as Posted);
    const channel = { post, listen: (listener: ChannelListener) => void (this.worker = listener) };
    const scenario = new OfferedScenario(
      makeShelf({}, () => {}),
      LIMITS.runBytes,
    );
    const host = { name: 'fake', channel, kill: async () => {} };
    this.guest = new WorkerGuest(() => host, { isNetwork, limits: LIMITS, maxBusy: 1_000, place }, scenario);
    this.guest.answerBy(
      (answer) => void this.answers.push(answer),
      () => {},
    );
  }

  ask(command: unknown, id = 1, bytes = 100): void {
    this.guest.message({ id, command }, bytes);
  }

  /** The answer to a request, once it is the latest one. */
  async answer(id: number): Promise<unknown> {
    const isThere = (): boolean => (this.answers.at(-1) as { reply?: number } | undefined)?.reply === id;
    await vi.waitUntil(isThere, { timeout: 10_000 });
    return this.answers.at(-1);
  }

  /** The worker replies to the latest request. */
  reply(outcome: { value: unknown } | { error: unknown }): void {
    this.worker?.message({ reply: this.posted.at(-1)?.id, ...outcome });
  }
}

async function initialize(addresses: readonly string[]): Promise<Command> {
  const command = (await sampleCommands()).find((sample) => sample.command === 'initialize');
  if (command?.command !== 'initialize') throw new Error('one of the samples starts a run');
  return { ...command, spec: { ...command.spec, addresses } };
}

describe('a guest', () => {
  it.each([
    { kind: 'planned', name: 'ws', plan: { listen: 'ws://0.0.0.0:7001', token: 'of a launcher' }, lostAfter: 1_000 },
    { kind: 'planned', name: 'grpc', plan: { listen: 'unix:/tmp/anywhere' }, lostAfter: 1_000 },
    { kind: 'planned', name: 'shared-memory', plan: {}, lostAfter: 1_000 },
  ])('cannot choose a transport: %j', (transport) => {
    const scene = new Scene();
    scene.ask({ command: 'reserve', transport });
    expect(scene.answers).toEqual([
      {
        reply: 1,
        error: expect.objectContaining({
          code: 'TRANSPORT_REFUSED',
          message: expect.stringContaining(`planned the transport '${transport.name}'`) as string,
        }) as unknown,
      },
    ]);
    expect(scene.posted).toEqual([]);
  });

  it.each([{ kind: 'ws', listen: 'unix:/tmp/anywhere', lostAfter: 1_000 }, { kind: 'own' }, { kind: {} }, null])(
    'cannot request a transport that does not exist: %j',
    (transport) => {
      const scene = new Scene();
      scene.ask({ command: 'reserve', transport });
      expect(scene.answers).toMatchObject([{ reply: 1, error: { code: 'COMMAND_INVALID' } }]);
      expect(scene.posted).toEqual([]);
    },
  );

  it('cannot add to the transport of the worker, or keep it longer than the worker allows', () => {
    for (const [asked, given] of [
      [1_000, 1_000],
      [3_600_000, 60_000],
      [-5, 100],
      [Infinity, 60_000],
    ]) {
      const scene = new Scene();
      const more = { kind: 'own', listen: 'unix:/tmp/a', token: 'x', tls: {}, allowPlaintext: true, lostAfter: asked };
      scene.ask({ command: 'reserve', transport: more });
      expect(scene.posted.map(({ command }) => command)).toEqual([
        { command: 'reserve', transport: { kind: 'own', lostAfter: given } },
      ]);
    }
  });

  it('gets shared memory for threads of one process, until their run is over', () => {
    const left: number[] = [];
    const shared = { area: createSharedMemory(2), members: [0, 1] };
    const place = { enter: () => shared, leave: () => void left.push(1) };
    const scene = new Scene(true, place);
    const near = { run: 'a', members: [0, 1] };
    scene.ask({
      command: 'reserve',
      transport: { kind: 'own', lostAfter: 1_000, near, shared: { ...shared, more: 1 } },
    });
    expect(scene.posted.map(({ command }) => command)).toEqual([
      { command: 'reserve', transport: { kind: 'own', lostAfter: 1_000, shared } },
    ]);
    scene.worker?.message({ notice: 'transition', from: 'AVAILABLE', to: 'RESERVED' });
    expect(left).toEqual([]);
    scene.worker?.message({ notice: 'transition', from: 'TERMINATED', to: 'AVAILABLE' });
    expect(left).toEqual([1]);
  });

  it('gets none from the only thread of a process', () => {
    const scene = new Scene();
    const near = { run: 'a', members: [0, 1] };
    scene.ask({ command: 'reserve', transport: { kind: 'own', lostAfter: 1_000, near } });
    expect(scene.answers).toMatchObject([{ reply: 1, error: { code: 'COMMAND_INVALID' } }]);
    expect(scene.posted).toEqual([]);
  });

  it.each(['unix:/run/docker.sock', '/run/docker.sock', '', 'ws:///tmp/socket', 'file:/etc/passwd'])(
    "cannot make a worker on a network dial '%s'",
    async (address) => {
      const scene = new Scene();
      scene.ask(await initialize(['wss://host:1', address]));
      expect(scene.answers).toMatchObject([{ reply: 1, error: { code: 'ADDRESS_REFUSED' } }]);
      expect(scene.posted).toEqual([]);
    },
  );

  it('starts runs of workers that listen in the same way', async () => {
    const [far, near] = [new Scene(), new Scene(false)];
    far.ask(await initialize(['wss://host:1', 'grpc://[::1]:7001']));
    near.ask(await initialize(['unix:/run/disco/0.sock', 'unix:/run/disco/1.sock']));
    expect([far.posted.length, near.posted.length]).toEqual([1, 1]);
  });

  it('starts a run with the scenario that it has sent, and which the next launcher need not send again', async () => {
    const scene = new Scene();
    const command = await initialize([]);
    const packed = new Uint8Array([1, 2, 3]);
    const ref = { name: 'three', sha256: sha256(packed), bytes: 3 };
    const start = { ...command, spec: { ...(command as Initialize).spec, scenario: ref } };
    scene.ask({ command: 'offer', scenario: ref });
    expect(await scene.answer(1)).toMatchObject({ error: { code: 'WORKER_STATE_WRONG' } });
    for (const has of [false, true]) {
      scene.ask(RESERVE, 2);
      scene.reply({ value: { address: 'ws://127.0.0.1:1' } });
      scene.ask(start, 3);
      expect(scene.answers.at(-1)).toMatchObject({ reply: 3, error: { code: 'COMMAND_INVALID' } });
      scene.ask({ command: 'offer', scenario: ref }, 4);
      expect(await scene.answer(4)).toEqual({ reply: 4, value: { has } });
      if (!has) {
        scene.ask({ command: 'supply', packed }, 5, 5_000);
        expect(await scene.answer(5)).toEqual({ reply: 5, value: undefined });
      }
      scene.ask(start, 6);
      expect(scene.posted.at(-1)?.command).toMatchObject({ spec: { scenario: { name: 'three', packed } } });
      void scene.guest.closed();
    }
  });

  it('that has gone gets no answer about its scenario, and neither does the next one', async () => {
    const scene = new Scene();
    scene.ask(RESERVE);
    scene.reply({ value: { address: 'ws://127.0.0.1:1' } });
    const before = scene.answers.length;
    scene.ask(SAMPLE_SUPPLIES[0], 2);
    void scene.guest.closed();
    scene.ask({ command: 'state' }, 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(scene.answers).toHaveLength(before);
  });

  it('cannot end the worker', () => {
    const scene = new Scene();
    scene.ask({ command: 'exit' });
    expect(scene.answers).toMatchObject([{ reply: 1, error: { code: 'COMMAND_INVALID' } }]);
    expect(scene.posted).toEqual([]);
  });

  it('may send one large message: the run, after the worker was reserved', async () => {
    const scene = new Scene();
    expect(scene.guest.messageLimit).toBe(1_000);
    scene.ask(RESERVE);
    expect(scene.guest.messageLimit).toBe(1_000);
    scene.reply({ value: { address: 'ws://127.0.0.1:1' } });
    expect(scene.guest.messageLimit).toBe(9_000);
    scene.ask({ command: 'state' }, 2, 5_000);
    expect(scene.answers.at(-1)).toMatchObject({ reply: 2, error: { code: 'COMMAND_TOO_LARGE' } });
    scene.ask(await initialize([]), 3, 9_000);
    expect(scene.posted.map(({ command }) => command.command)).toEqual(['reserve', 'initialize']);
    expect(scene.guest.messageLimit).toBe(1_000);
  });

  it('may not, if the worker refused', () => {
    const scene = new Scene();
    scene.ask(RESERVE);
    scene.reply({ error: { name: 'DiscoError', message: 'no', code: 'WORKER_STATE_WRONG' } });
    expect(scene.guest.messageLimit).toBe(1_000);
  });

  it('is disconnected if it keeps sending requests without waiting for answers', () => {
    const scene = new Scene();
    const flood = (): void => {
      for (let id = 1; id < 1_000; id++) scene.ask({ command: 'state' }, id, 10);
    };
    expect(flood).toThrow('there are already 256 unanswered requests');
    expect(scene.posted).toHaveLength(256);
    const other = new Scene();
    const many = (): void => {
      for (let id = 1; id < 100; id++) other.ask({ command: 'collect', name: 'totals' }, id, 1_000);
    };
    expect(many).toThrow('unanswered requests');
    expect(other.posted).toHaveLength(11);
  });

  it('is disconnected if it repeats a number', () => {
    const scene = new Scene();
    scene.ask({ command: 'state' });
    expect(() => scene.ask({ command: 'state' })).toThrow('request id 1 is invalid or already in use');
  });

  it.each(FATAL_REQUESTS.map((message, at) => [at, message] as const))(
    'is told what is wrong with a message that has an id, and is disconnected otherwise: %i',
    (_, message) => {
      const scene = new Scene();
      const hasId = (message as { id?: unknown } | null | undefined)?.id === 1;
      const send = (): void => scene.guest.message(message, 10);
      if (hasId) send();
      else expect(send).toThrow(TypeError);
      const refusals = hasId ? [{ reply: 1, error: { code: 'COMMAND_INVALID' } }] : [];
      expect(scene.answers).toMatchObject(refusals);
    },
  );

  it('never crashes the worker, whatever it sends (5000 messages)', async () => {
    const dice = new Dice(3);
    const commands = [...SAMPLE_SUPPLIES, ...(await sampleCommands())] as const;
    const outcomes = { passed: 0, refused: 0, cut: 0 };
    for (let round = 0; round < 5_000; round++) {
      const scene = new Scene();
      try {
        scene.guest.message(mutated({ id: 1, command: dice.of(commands) }, dice), dice.below(3_000));
        outcomes[scene.posted.length > 0 ? 'passed' : 'refused'] += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
        outcomes.cut += 1;
      }
      for (const { command } of scene.posted) {
        expect(command.command).not.toBe('exit');
        if (command.command === 'reserve') expect(Object.keys(command.transport)).toEqual(['kind', 'lostAfter']);
      }
    }
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(50);
  });
});
