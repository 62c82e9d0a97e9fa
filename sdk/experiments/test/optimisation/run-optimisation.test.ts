import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  choice,
  defineOptimisation,
  experimentWith,
  integer,
  optimise,
  readDescription,
  ResultsFolder,
  runOptimisation,
  type Optimisation,
  type OptimisationProgress,
  type OptimisationResults,
  type ResponseFigures,
} from '@disco-engine/experiments';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusal } from '../../../model/test/refusal.js';
import { Counter, Plan, scenario } from './counter-model.js';
import { WorkersHere } from './workers-here.js';

const usual = {
  scenario,
  duration: 4,
  variables: { mechanics: integer(0, 35), rule: choice('fifo', 'edd') },
  constraints: [({ mechanics }: { readonly mechanics: number }) => mechanics !== 4],
  minimise: { channel: 'shop/Ulm/cost' },
  budget: 100,
  replications: 1,
  finalists: 3,
  first: 3,
  indifference: 0.05,
  seed: 7,
} as const;
const optimisation = defineOptimisation(Counter, usual);
const origin = { module: 'dist/counter.js', export: 'default', command: '' };

let path: string;
beforeEach(async () => (path = await mkdtemp(join(tmpdir(), 'disco-optimisation-'))));
afterEach(() => rm(path, { recursive: true }));

interface Running {
  readonly side?: number;
  readonly signal?: AbortSignal;
  readonly of?: Optimisation;
  readonly onProgress?: (progress: OptimisationProgress) => void;
}

async function run(
  workers: WorkersHere,
  { of = optimisation, ...options }: Running = {},
): Promise<OptimisationResults> {
  const known = await readDescription(path).catch(() => undefined);
  const results = await ResultsFolder.open(path, experimentWith(of, known), scenario, origin);
  try {
    return await runOptimisation(of, { scenario, results, launch: workers.launch, side: 1, ...options });
  } finally {
    await results.close();
  }
}

describe('an optimisation in a results folder', () => {
  it.each([
    [1, [0]],
    [2, [0, 3]],
    [3, [5, 0, 2, 9]],
  ])('has the outcome of one in a program, with %i replications side by side', async (side, delays) => {
    const workers = new WorkersHere(Counter, delays);
    const outcome = await run(workers, { side });
    expect(outcome).toEqual({ ...(await optimise(optimisation)), older: [] });
    expect(outcome.best?.values).toEqual({ mechanics: 3, rule: 'edd' });
    expect(workers.started).toBe(outcome.replications);
    // They are kept between rounds, and closed at the end.
    expect([workers.launched, workers.open]).toEqual([side, 0]);
  });

  it('continues after interruptions at any point, and runs nothing twice', async () => {
    const expected = { ...(await optimise(optimisation)), older: [] };
    let [started, lost] = [0, 0];
    for (const [round, after] of [1, 2, 5, 3, 8].entries()) {
      const controller = new AbortController();
      const workers = new WorkersHere(Counter, [0, 2, 1], (count) => (count > after ? controller.abort() : undefined));
      const error = await refusal(() => run(workers, { side: 1 + (round % 3), signal: controller.signal }));
      expect(error.code).toBe('RUN_ABORTED');
      started += workers.started;
      lost += workers.started - after;
    }
    const workers = new WorkersHere(Counter, [0]);
    expect(await run(workers, { side: 2 })).toEqual(expected);
    expect(workers.started).toBeGreaterThan(0);
    // Replications running at the interruption may or may not have ended.
    const total = started + workers.started;
    expect(total).toBeGreaterThanOrEqual(expected.replications);
    expect(total).toBeLessThanOrEqual(expected.replications + lost + 10);
    const again = new WorkersHere(Counter, [0]);
    expect(await run(again)).toEqual(expected);
    expect(again.started).toBe(0);
  });

  it('uses a response, including for candidates that the folder did not have when it was opened', async () => {
    const responses = {
      cost: ({ mean, parameters }: ResponseFigures) => mean('shop/Ulm/cost') - 6 * parameters(Plan).mechanics,
    };
    const of = defineOptimisation(Counter, { ...usual, responses, minimise: 'cost' });
    const outcome = await run(new WorkersHere(Counter, [0, 1]), { of, side: 2 });
    expect(outcome).toEqual({ ...(await optimise(of)), older: [] });
    expect(outcome.best?.values).toEqual({ mechanics: 6, rule: 'edd' });
    const { responses: described } = await readDescription(path);
    expect(described).toMatchObject([{ name: 'cost' }]);
  });

  it('reports its progress', async () => {
    const told: OptimisationProgress[] = [];
    const { replications, candidates } = await run(new WorkersHere(Counter, [0]), {
      onProgress: (now) => told.push(now),
    });
    expect(told[0]).toMatchObject({ replications: 0, budget: 100 });
    expect(told.at(-1)).toEqual({ candidates, replications, wanted: replications, budget: 100 });
    for (const [at, now] of told.entries()) {
      expect(now.replications).toBeGreaterThanOrEqual(told[at - 1]?.replications ?? 0);
      expect(now.replications).toBeLessThanOrEqual(now.wanted);
      expect(now.wanted).toBeLessThanOrEqual(100);
    }
  });

  it('keeps case numbers when it continues with more, even if the same parameters are written differently', async () => {
    const small = defineOptimisation(Counter, { ...usual, budget: 30 });
    await run(new WorkersHere(Counter, [0]), { of: small });
    const before = (await readDescription(path)).cases;
    // A parameter set to its default makes no difference.
    const larger = defineOptimisation(Counter, { ...usual, parameters: { gap: 1 } });
    const workers = new WorkersHere(Counter, [0]);
    const outcome = await run(workers, { of: larger });
    expect(workers.started).toBeLessThan(outcome.replications);
    const { cases } = await readDescription(path);
    expect(cases.length).toBeGreaterThan(before.length);
    for (const { number, parameters } of before) expect(cases[number]?.parameters).toMatchObject(parameters);
    const of = ({ best, others }: OptimisationResults): unknown => [best, ...others].map((one) => one?.interval);
    expect(of(outcome)).toEqual(of({ ...(await optimise(larger)), older: [] }));
    for (const { case: number, values } of outcome.others) expect(cases[number]?.parameters).toMatchObject(values);
  });

  it('rejects a folder with cases that are not candidates', async () => {
    await run(new WorkersHere(Counter, [0]), { of: defineOptimisation(Counter, { ...usual, budget: 30 }) });
    const other = defineOptimisation(Counter, { ...usual, parameters: { gap: 2 } });
    expect(await refusal(() => run(new WorkersHere(Counter, [0]), { of: other }))).toMatchObject({
      code: 'RESULTS_DIFFER',
      message: expect.stringContaining('the folder has cases that the experiment does not list: case 0') as string,
    });
  });

  it('excludes candidates that fail, and runs them again the next time', async () => {
    const deadly = defineOptimisation(Counter, { ...usual, parameters: { deadly: 3 } });
    const outcome = await run(new WorkersHere(Counter, [0]), { of: deadly });
    expect(outcome.failed.map(({ values }) => values.mechanics)).toContain(3);
    expect(outcome.best?.values).toEqual({ mechanics: 2, rule: 'edd' });
    const again = new WorkersHere(Counter, [0]);
    expect(await run(again, { of: deadly })).toEqual(outcome);
    expect(again.started).toBe(outcome.failed.length);
  });
});
