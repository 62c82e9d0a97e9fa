import { expect, it } from 'vitest';
import { DiscoError } from '@disco-engine/kernel';
import { ScenarioBuilder } from '@disco-engine/sdk';
import { systemClock } from '@disco-engine/transports/clock';
import { toErrorData } from '../../src/errors/error-data.js';
import type { ChannelListener } from '../../src/hosts/channel.js';
import { WorkerHandle } from '../../src/hosts/worker-handle.js';
import { ClusterRun } from '../../src/launch/cluster-run.js';
import type { Command } from '../../src/worker/commands.js';

const FIGURES = { epoch: 1, activations: 1, events: 1 };

/** A worker that can be paused, but then loses its connection to another one. */
function workerThatStops(worker: number, isLost: boolean): WorkerHandle {
  let listener: ChannelListener | undefined;
  let start = 0;
  const reply = (id: number, value: unknown): void => listener?.message({ reply: id, value });
  const post = (message: unknown): void => {
    const { id, command } = message as { id: number; command: Command };
    if (command.command === 'start') start = id;
    else if (command.command === 'pause') {
      reply(start, 'paused');
      reply(id, FIGURES);
    } else if (command.command === 'align' && isLost)
      listener?.message({ reply: id, error: toErrorData(new DiscoError('WORKER_LOST', 'worker 0 is gone')) });
    else if (command.command === 'align') reply(id, FIGURES);
    else reply(id, undefined);
  };
  const channel = { post: (message: unknown) => queueMicrotask(() => post(message)), listen };
  function listen(given: ChannelListener): void {
    listener = given;
  }
  return new WorkerHandle(worker, { name: 'fake', channel, kill: async () => {} });
}

it('a run that cannot be paused fails, and does not wait for a resumption', async () => {
  const scenario = new ScenarioBuilder('empty').vertex('node', 'only').build();
  const handles = [workerThatStops(0, false), workerThatStops(1, true)];
  const patience = { lostAfter: 1_000, stallAfter: 60_000, clock: systemClock };
  const run = new ClusterRun({ handles, transportBetween: () => 'ws' }, { scenario, until: 10 }, patience, undefined);
  await expect(run.pause()).rejects.toMatchObject({ code: 'WORKER_LOST' });
  await expect(run.finished).rejects.toMatchObject({ code: 'WORKER_LOST' });
  expect(run.status).toBe('failed');
});
