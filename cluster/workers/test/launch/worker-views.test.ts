import { expect, it } from 'vitest';
import { systemClock } from '@disco-engine/transports/clock';
import type { ChannelListener } from '../../src/hosts/channel.js';
import { WorkerHandle } from '../../src/hosts/worker-handle.js';
import { WorkerViews } from '../../src/launch/worker-views.js';
import { NO_WORK } from '../../src/worker/work-totals.js';

/** A worker that answers when the test says so. */
class Scene {
  readonly questions: number[] = [];
  #listener: ChannelListener | undefined;
  readonly handle = new WorkerHandle(0, {
    name: 'thread 1',
    channel: {
      post: (message) => void this.questions.push((message as { id: number }).id),
      listen: (listener) => void (this.#listener = listener),
    },
    kill: async () => this.#listener?.closed('it was killed'),
  });

  answer(epoch: number): void {
    const figures = { epoch, activations: 2, events: 3 };
    const waits = { blockedMilliseconds: 4, heldUpAt: 'a/x' };
    const value = { state: 'ACTIVE', figures, waits, totals: NO_WORK };
    this.#listener?.message({ reply: this.questions.at(-1), value });
  }
}

it('asks a worker in a long handler once, however often it is looked at, and shows what it said last', async () => {
  const scene = new Scene();
  const views = new WorkerViews([scene.handle], systemClock);
  const first = views.now();
  scene.answer(1);
  const told = { worker: 0, host: 'thread 1', state: 'ACTIVE', activations: 2, events: 3, blockedMilliseconds: 4 };
  expect(await first).toMatchObject([{ ...told, epoch: 1, heldUpAt: 'a/x', isSilent: false }]);

  // It takes half a second to be called silent.
  const looks = await Promise.all([views.now(), views.now(), views.now()]);
  expect(scene.questions).toHaveLength(2);
  for (const look of looks) expect(look).toMatchObject([{ ...told, epoch: 1, isSilent: true }]);

  const late = views.now();
  scene.answer(5);
  expect(await late).toMatchObject([{ epoch: 5, isSilent: false }]);
  expect(scene.questions).toHaveLength(2);
});

it('shows a worker that is lost by what it said last', async () => {
  const scene = new Scene();
  const views = new WorkerViews([scene.handle], systemClock);
  const first = views.now();
  scene.answer(7);
  await first;
  await scene.handle.kill('the test ends it');
  expect(await views.now()).toMatchObject([{ epoch: 7, isSilent: true }]);
});
