import { InProcessTransport } from '@disco-engine/transports';
import { describe, expect, it } from 'vitest';
import { CountingTransport } from '../../src/bench/workers/counting-transport.js';
import { loadWorkersBenchmarks } from '../../src/bench/workers/load-workers-benchmarks.js';
import { pholdWorkers } from '../../src/bench/workers/phold-workers.js';

const small = pholdWorkers('small', () => ({
  size: { processes: 16, eventsPerProcess: 4 },
  until: 10,
  rounds: 3,
  remote: 0.1,
}));

describe('a benchmark of several workers', () => {
  it('does the same work on two workers as on one', async () => {
    const alone = await small.join({ worker: 0, workers: 1 });
    await alone.run();
    const transport = new CountingTransport(new InProcessTransport());
    const parts = await Promise.all([0, 1].map((worker) => small.join({ worker, workers: 2, transport })));
    await Promise.all(parts.map((part) => part.run()));
    expect(parts[0].events + parts[1].events).toBe(alone.events);
    const remote = parts.reduce((sum, { report }) => sum + (report?.peers[0].eventsSent ?? 0), 0);
    // A tenth, plus some that were sent before the horizon and are due after it.
    expect(remote / alone.events).toBeGreaterThan(0.05);
    expect(remote / alone.events).toBeLessThan(0.2);
    expect(transport.bytes).toBeGreaterThan(20 * remote);
    for (const part of [alone, ...parts]) await part.dispose();
  });

  it('is found by name', async () => {
    const names = (await loadWorkersBenchmarks(1, [])).map(({ name }) => name);
    expect(names).toEqual(['handlers-20us', 'phold-a']);
  });
});
