import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ChannelListener } from '../../src/hosts/channel.js';
import type { WorkerHost } from '../../src/hosts/worker-handle.js';
import type { WorkerEvent } from '../../src/log/worker-event.js';
import { makeShelf } from '../../src/scenarios/make-shelf.js';
import { OfferedScenario } from '../../src/scenarios/offered-scenario.js';
import { WorkerGuest } from '../../src/standing/worker-guest.js';

const LIMITS = { commandBytes: 1_000, runBytes: 9_000, lostAfter: 60_000 };
const AVAILABLE = { notice: 'transition', from: 'CREATED', to: 'AVAILABLE' };

/** A thread that the test controls. */
class FakeThread {
  readonly posted: { readonly id: number; readonly command: { readonly command: string } }[] = [];
  listener: ChannelListener | undefined;
  isKilled = false;
  readonly host: WorkerHost = {
    name: 'fake',
    channel: {
      post: (message) => void this.posted.push(message as never),
      listen: (listener) => void (this.listener = listener),
    },
    kill: async () => {
      this.isKilled = true;
      this.listener?.closed('the thread ended with exit code 1');
    },
  };

  load(): void {
    this.listener?.message(AVAILABLE);
  }

  reply(value?: unknown): void {
    this.listener?.message({ reply: this.posted.at(-1)?.id, value });
  }
}

class Scene {
  readonly threads: FakeThread[] = [];
  readonly events: WorkerEvent[] = [];
  dismissals = 0;
  broken: string | undefined;
  readonly answers: unknown[] = [];
  readonly guest: WorkerGuest;

  constructor(maxBusy: number) {
    const make = (): WorkerHost => {
      const thread = new FakeThread();
      this.threads.push(thread);
      return thread.host;
    };
    const scenario = new OfferedScenario(
      makeShelf({}, () => {}),
      LIMITS.runBytes,
    );
    const rules = { isNetwork: true, limits: LIMITS, maxBusy };
    this.guest = new WorkerGuest(make, rules, scenario, (event) => void this.events.push(event));
    this.guest.answerBy(
      (answer) => void this.answers.push(answer),
      () => (this.dismissals += 1),
    );
    void this.guest.broken.then((reason) => (this.broken = reason));
  }

  /** Whether the departure of the launcher is over after a while. */
  async isFree(departure: Promise<void>): Promise<boolean> {
    return Promise.race([departure.then(() => true), pause(20).then(() => false)]);
  }
}

describe('the thread of a standing worker', () => {
  it('is kept if its handler returns in time', async () => {
    const scene = new Scene(10_000);
    const [thread] = scene.threads;
    thread?.load();
    const departure = scene.guest.closed();
    expect(await scene.isFree(departure)).toBe(false);
    expect(thread?.posted.at(-1)).toMatchObject({ command: { command: 'terminate' } });
    thread?.reply();
    await departure;
    expect(scene.threads).toHaveLength(1);
    expect(scene.events).toEqual([]);
  });

  it('is replaced if it does not, before the next launcher is admitted', async () => {
    const scene = new Scene(50);
    scene.threads[0]?.load();
    const departure = scene.guest.closed();
    await expect.poll(() => scene.threads.length).toBe(2);
    expect(scene.threads[0]?.isKilled).toBe(true);
    expect(await scene.isFree(departure)).toBe(false);
    scene.threads[1]?.load();
    await departure;
    expect(scene.events.map(({ level, event }) => [level, event])).toEqual([
      ['warn', 'handler-busy'],
      ['error', 'thread-replaced'],
    ]);
    expect(scene.broken).toBeUndefined();
    scene.guest.message({ id: 1, command: { command: 'state' } }, 10);
    expect(scene.threads[1]?.posted).toHaveLength(1);
  });

  it('is replaced if it crashes, and its launcher is disconnected', async () => {
    const scene = new Scene(1_000);
    scene.threads[0]?.load();
    scene.guest.message({ id: 7, command: { command: 'start', until: 1 } }, 10);
    scene.threads[0]?.listener?.closed('uncaught error: out of memory\n    at somewhere');
    await expect.poll(() => scene.threads.length).toBe(2);
    expect(scene.answers.at(-1)).toMatchObject({
      reply: 7,
      error: { code: 'WORKER_BROKEN', message: expect.stringContaining('out of memory; it gets') as string },
    });
    expect(scene.dismissals).toBe(1);
    expect(scene.events).toMatchObject([
      { event: 'thread-replaced', message: expect.stringContaining('out of memory') as string },
    ]);
    // Still on its way when the launcher was disconnected; it must not reach the new thread.
    scene.guest.message({ id: 1, command: { command: 'state' } }, 10);
    const departure = scene.guest.closed();
    scene.threads[1]?.load();
    await departure;
    expect(scene.threads[1]?.posted).toEqual([]);
    expect(scene.broken).toBeUndefined();
  });

  it('that cannot be started breaks the worker', async () => {
    const scene = new Scene(1_000);
    scene.threads[0]?.listener?.closed('uncaught error: no such module');
    await expect.poll(() => scene.broken).toBe('uncaught error: no such module');
    expect(scene.threads).toHaveLength(1);
  });

  it('is not replaced while the worker ends', async () => {
    const scene = new Scene(50);
    scene.threads[0]?.load();
    const departure = scene.guest.closed();
    const ended = scene.guest.end(200);
    await Promise.all([departure, ended]);
    expect(scene.threads).toHaveLength(1);
    expect(scene.threads[0]?.isKilled).toBe(true);
    expect(scene.events.map(({ event }) => event)).toEqual(['handler-busy']);
  });

  it('may end when it is told to', async () => {
    const scene = new Scene(1_000);
    scene.threads[0]?.load();
    const ended = scene.guest.end();
    scene.threads[0]?.reply();
    await ended;
    expect(scene.threads).toHaveLength(1);
    expect([scene.broken, scene.events]).toEqual([undefined, []]);
  });
});

describe('a worker that finishes serving', () => {
  const transition = (from: string, to: string): object => ({ notice: 'transition', from, to });
  const reserve = { command: 'reserve', transport: { kind: 'own', lostAfter: 1_000 } };

  it('is idle at once if it has no run', async () => {
    const scene = new Scene(1_000);
    scene.threads[0]?.load();
    expect(await scene.isFree(scene.guest.finishServing())).toBe(true);
  });

  it('waits for the end of its run, also of one that was just requested, and takes no other', async () => {
    const scene = new Scene(1_000);
    const [thread] = scene.threads;
    thread?.load();
    scene.guest.message({ id: 1, command: reserve }, 10);
    const finished = scene.guest.finishServing();
    expect(await scene.isFree(finished)).toBe(false);
    thread?.listener?.message(transition('AVAILABLE', 'RESERVED'));
    thread?.reply({ address: 'ws://127.0.0.1:1' });
    scene.guest.message({ id: 2, command: reserve }, 10);
    expect(scene.answers.at(-1)).toMatchObject({ reply: 2, error: { code: 'WORKER_DRAINING' } });
    thread?.listener?.message(transition('RESERVED', 'TERMINATED'));
    expect(await scene.isFree(finished)).toBe(false);
    thread?.listener?.message(transition('TERMINATED', 'AVAILABLE'));
    await finished;
  });

  it('is idle if the request was refused', async () => {
    const scene = new Scene(1_000);
    scene.threads[0]?.load();
    scene.guest.message({ id: 1, command: reserve }, 10);
    const finished = scene.guest.finishServing();
    const { id } = scene.threads[0]?.posted[0] ?? {};
    expect(await scene.isFree(finished)).toBe(false);
    scene.threads[0]?.listener?.message({ reply: id, error: { name: 'DiscoError', message: 'no' } });
    expect(await scene.isFree(finished)).toBe(true);
  });
});
