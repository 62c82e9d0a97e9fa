import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readResults, ResultsFolder, runExperiment, type Experiment } from '@disco-engine/experiments';
import { writeReport } from '@disco-engine/report';
import { type ChannelSummary, Scenario, Simulation } from '@disco-engine/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import whole from '../src/experiment.js';
import { measuredStages } from '../src/measured-stages.js';
import type { MeasuredStage } from '../src/stage-measures.js';
import { Cluster } from '@disco-engine/cluster';

/** The experiment of the example, for two months after one of warm-up. */
const experiment: Experiment = { ...whole, duration: 90, warmup: 30, replications: 2 };
// Workers load built modules, so this test does too.
const module = { module: new URL('../dist/experiment.js', import.meta.url), export: 'default' };
/** Case numbers. */
const [PLANNED, LESS_UPSTREAM, MORE_AT_MARKET, BOTH] = [0, 1, 3, 4];

interface RunRecord {
  readonly status: string;
  readonly digest: string;
  readonly log: string | null;
  readonly channels: readonly ChannelSummary[];
}

let folder: string;
let scenario: Scenario;
let report: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supply-chain-experiment-'));
  const { scenario: make } = experiment;
  if (typeof make !== 'function') throw new Error('the experiment does not make its scenario');
  scenario = await make();
  const origin = { module: 'experiment.js', export: 'default', command: 'disco run experiment.js' };
  const results = await ResultsFolder.open(join(folder, 'results'), experiment, scenario, origin);
  await runExperiment(experiment, {
    scenario,
    results,
    launch: (workers) => Cluster.launch({ workers, transport: 'in-process', model: module }),
    side: 1,
  });
  await results.close();
  const out = join(folder, 'report.html');
  await writeReport({ results: join(folder, 'results'), out });
  report = await readFile(out, 'utf8');
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function record(number: number, replication: number): Promise<RunRecord> {
  const path = join(folder, 'results', `case-000${number}`, `replication-000${replication}`, 'run.json');
  return JSON.parse(await readFile(path, 'utf8')) as RunRecord;
}

/** Means of a case over both replications: the share of external orders in time, and the value of all stock. */
async function means(number: number): Promise<{ readonly filled: number; readonly value: number }> {
  const { response } = (await readResults(join(folder, 'results'))).cases[number];
  const [filled = NaN, value = NaN] = ['filled', 'stock value'].map((name) => response(name).mean);
  return { filled, value };
}

/** Totals of a figure over the stages of each echelon. */
function byEchelon(measured: ReadonlyMap<string, MeasuredStage>, figure: (stage: MeasuredStage) => number) {
  const totals = new Map<string, number>();
  for (const [key, stage] of measured) {
    const node = `stage/${scenario.graph.labels.values(scenario.graph.keys.indexOf(key), 'echelon')[0]}`;
    totals.set(node, (totals.get(node) ?? 0) + figure(stage));
  }
  return totals;
}

describe('the experiment of the example', () => {
  it('finishes all cases, and keeps their records', async () => {
    expect(experiment.cases).toHaveLength(6);
    for (const { number } of experiment.cases)
      for (const replication of [0, 1])
        expect(await record(number, replication)).toMatchObject({ status: 'FINISHED', log: 'log.parquet' });
  });

  it('logs what the model measures for each echelon, without changing any result', async () => {
    const { duration: until, warmup, seed, cases } = experiment;
    for (const { number, parameters } of cases) {
      const told = { ...parameters, warmup };
      const simulation = await Simulation.create(whole.model, { scenario, seed, replication: 1, parameters: told });
      simulation.until(until);
      const { channels, digest } = await record(number, 1);
      expect(digest).toBe(simulation.digest);
      const measured = measuredStages(simulation, until);
      const stock = byEchelon(measured, ({ averageStock }) => averageStock);
      const inProcess = byEchelon(measured, ({ averageInProcess }) => averageInProcess);
      expect(stock.size).toBe(7);
      for (const [name, totals] of [['stock', stock] as const, ['in process', inProcess] as const]) {
        const logged = channels.filter((channel) => channel.name === name);
        expect(logged.map(({ node }) => node)).toEqual([...totals.keys()].sort());
        for (const { node, mean } of logged) expect(mean).toBeCloseTo(totals.get(node) ?? NaN, 5);
      }
    }
  });

  it('has responses that agree with the figures of all echelons', async () => {
    const channels = [await record(BOTH, 0), await record(BOTH, 1)].flatMap((one) => one.channels);
    const mean = (name: string): number =>
      channels.reduce((sum, one) => sum + (one.name === name ? (one.mean ?? NaN) : 0), 0) / 2;
    const { filled, value } = await means(BOTH);
    expect(filled).toBeCloseTo(mean('filled'), 12);
    expect(value / mean('stock value')).toBeCloseTo(1, 12);
  });

  it('finds that safety stock serves better at the market, and that halving it upstream then costs less in total', async () => {
    const [planned, less, more, moved] = await Promise.all(
      [PLANNED, LESS_UPSTREAM, MORE_AT_MARKET, BOTH].map((number) => means(number)),
    );
    expect(less.filled).toBeLessThan(planned.filled);
    expect(more.filled).toBeGreaterThan(planned.filled);
    expect(more.value).toBeGreaterThan(planned.value);
    expect(moved.filled).toBeGreaterThan(planned.filled);
    expect(moved.value).toBeLessThan(planned.value);
  });

  it('has a report with the same figures, and a verdict for each difference', async () => {
    const row = (...cells: readonly string[]): string =>
      cells.map((cell) => `(?:<td[^>]*>|<th[^>]*>)${cell}</t[dh]>`).join('');
    const channel = ['stage/1', 'filled', 'share', 'tally', 'echelon=1'];
    const { filled } = await means(MORE_AT_MARKET);
    // The parameters of the case are between its number and the mean.
    const ofCase = `${row(...channel, String(MORE_AT_MARKET))}(?:<td[^>]*>[^<]*</td>)*`;
    // Mean, half-width, half-width in %, n, replications for 1 %, and the least and the greatest record end the row.
    const figures = `<td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>(?:<td[^>]*>[^<]*</td>){5}</tr>`;
    const [, mean, halfWidth] = (new RegExp(ofCase + figures).exec(report) ?? []).map(Number);
    // The report has two digits of the half-width, and the mean to the same place.
    expect(halfWidth).toBeGreaterThan(0);
    expect(Math.abs((mean ?? NaN) - filled)).toBeLessThan(0.06 * (halfWidth ?? NaN));
    // With six cases of two replications each, no simultaneous interval is narrow enough.
    expect(report).toMatch(new RegExp(`${ofCase}<td>not significant`));
  });
});
