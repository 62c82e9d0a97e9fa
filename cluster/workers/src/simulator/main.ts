import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker as Thread } from 'node:worker_threads';
import type { SeedRange, SeedReport } from './seed-range.js';
import { calmDigest, simulate } from './simulate.js';

// npm run -s simulate -- --seeds 2000      simulates the seeds 1 to 2000, and lists those that fail
// npm run -s simulate -- --seed 17         tells the story of one
// With --from 5001 the seeds begin there; with --first-failure it stops at the first seed that fails.
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    'first-failure': { type: 'boolean', default: false },
  },
});
process.exitCode = values.seed === undefined ? await simulateAll() : await tellStory(whole('seed', values.seed));

async function tellStory(seed: number): Promise<number> {
  const { story, fault } = await simulate(seed, await calmDigest());
  for (const line of story) console.log(line);
  console.log(fault === undefined ? '1 passed, 0 failed' : `seed ${seed}: ${fault}\n0 passed, 1 failed`);
  return fault === undefined ? 0 : 1;
}

async function simulateAll(): Promise<number> {
  const first = whole('from', values.from);
  const end = first + whole('seeds', values.seeds);
  const step = availableParallelism();
  const ends = new Map<string, number>();
  let passed = 0;
  let failed = 0;
  const note = ({ seed, end: ended, fault }: SeedReport): void => {
    ends.set(ended, (ends.get(ended) ?? 0) + 1);
    if (fault === undefined) passed += 1;
    else {
      failed += 1;
      console.log(`seed ${seed}: ${fault}`);
      if (values['first-failure']) for (const thread of threads) void thread.terminate();
    }
  };
  const threads = Array.from({ length: step }, (_, number) => {
    const range: SeedRange = { first: first + number, end, step };
    const thread = new Thread(new URL('./seeds-main.js', import.meta.url), { workerData: range });
    thread.on('message', note);
    return thread;
  });
  await Promise.all(threads.map((thread) => once(thread, 'exit')));
  const told = [...ends].sort(([, one], [, other]) => other - one).map(([ended, count]) => `${count} × ${ended}`);
  console.log(`The runs ended with: ${told.join(', ')}.`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function whole(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new RangeError(`--${name} is '${text}'; give a whole number`);
}
