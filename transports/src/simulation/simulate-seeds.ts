import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker as Thread } from 'node:worker_threads';
import { simulatorOf, type SeedKind } from './seed-kind.js';
import type { SeedRange, SeedReport } from './seed-thread.js';

/**
 * A command that simulates seeds on all cores. `--seeds 2000` simulates so many in all, the same number of each kind, from 1 or from
 * `--from` on, and lists those that fail; `--first-failure` stops at the first of them. `--seed 17` tells the story of one seed. `--of`
 * chooses a kind.
 *
 * @returns the exit code: 0 if none has failed
 */
export async function simulateSeeds(kinds: readonly SeedKind[]): Promise<number> {
  const { values } = parseArgs({
    options: {
      of: { type: 'string' },
      seeds: { type: 'string', default: '2000' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      'first-failure': { type: 'boolean', default: false },
    },
  });
  const chosen = kinds
    .filter(({ name }) => values.of === undefined || name === values.of)
    .map(({ name, module }) => ({ name, module: module.href }));
  if (chosen.length === 0)
    throw new RangeError(`--of is '${values.of}'; give ${kinds.map(({ name }) => name).join(' or ')}`);
  if (values.seed !== undefined) return tellStories(chosen, whole('seed', values.seed));
  const first = whole('from', values.from);
  const end = first + Math.ceil(whole('seeds', values.seeds) / chosen.length);
  return simulateAll(chosen, first, end, values['first-failure']);
}

async function tellStories(kinds: SeedRange['kinds'], seed: number): Promise<number> {
  let failed = 0;
  for (const kind of kinds) {
    const { story, fault } = await (await simulatorOf(kind))(seed);
    for (const line of story) console.log(line);
    if (fault === undefined) continue;
    failed += 1;
    console.log(`${kind.name} ${seed}: ${fault}`);
  }
  console.log(`${kinds.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function simulateAll(kinds: SeedRange['kinds'], first: number, end: number, isBrief: boolean): Promise<number> {
  const step = availableParallelism();
  const ends = new Map(kinds.map(({ name }) => [name, new Map<string, number>()]));
  let passed = 0;
  let failed = 0;
  const note = ({ kind, seed, end: ended, fault }: SeedReport): void => {
    const counts = ends.get(kind);
    counts?.set(ended, (counts.get(ended) ?? 0) + 1);
    if (fault === undefined) passed += 1;
    else {
      failed += 1;
      console.log(`${kind} ${seed}: ${fault}`);
      if (isBrief) for (const thread of threads) void thread.terminate();
    }
  };
  const threads = Array.from({ length: step }, (_, number) => {
    const range: SeedRange = { first: first + number, end, step, kinds };
    const thread = new Thread(new URL('./seed-thread.js', import.meta.url), { workerData: range });
    thread.on('message', note);
    return thread;
  });
  await Promise.all(threads.map((thread) => once(thread, 'exit')));
  for (const [kind, counts] of ends) {
    const told = [...counts].sort(([, one], [, other]) => other - one).map(([ended, count]) => `${count} × ${ended}`);
    console.log(`The seeds of ${kind} ended with: ${told.join(', ')}.`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function whole(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new RangeError(`--${name} is '${text}'; give a whole number`);
}
