import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExperimentArguments, refuseUnknownParts } from '../../src/bench/experiment/experiment-arguments.js';
import { figureJson, figureLine, spread } from '../../src/bench/experiment/figure-report.js';
import { loadParts } from '../../src/bench/experiment/load-parts.js';
import { measureLogCost } from '../../src/bench/experiment/log-cost.js';
import { LOG_KINDS, pointsPerEvent } from '../../src/bench/experiment/logged-model.js';
import { runLogged } from '../../src/bench/experiment/logged-run.js';
import { memoryOfRun } from '../../src/bench/experiment/memory-of-run.js';

const built = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-bench-test-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the run that logs', () => {
  it.each(LOG_KINDS)('records as many points of kind %s as it reports', async (kind) => {
    const { bytes, points, events } = await runLogged(kind, 'parquet', 30_000, folder);
    expect(points).toBeGreaterThan(30_000);
    expect(points).toBe((events + 16_384) * pointsPerEvent(kind));
    // A point takes some bytes, but less than the 24 of its spool.
    expect(bytes / points).toBeGreaterThan(1);
    expect(bytes / points).toBeLessThan(24);
    for (const mode of ['bare', 'off', 'summary'] as const)
      expect(await runLogged(kind, mode, 30_000, folder)).toMatchObject({ events, bytes: 0 });
  });

  it('calls its hooks while it runs, and before it ends', async () => {
    const moments: string[] = [];
    await runLogged('series', 'off', 20_000, folder, {
      begun: () => moments.push('begun'),
      went: () => moments.push('went'),
    });
    expect(moments).toEqual(['begun', ...Array.from({ length: 100 }, () => 'went')]);
    const { growth, writing } = await memoryOfRun('parquet', 20_000, folder);
    expect(growth).toBeGreaterThanOrEqual(0);
    expect(writing).toBeGreaterThanOrEqual(0);
  });

  it('gives the figures of each round, with the target of 0.3 µs per point', async () => {
    const figures = await measureLogCost('series', { rounds: 2, folder }, 20_000);
    expect(figures.map(({ values }) => values.length)).toEqual(figures.map(() => 2));
    expect(figures[0]).toMatchObject({ name: 'ns a point, with ParquetLog by without a log', most: 300 });
    expect(await readdir(folder)).toEqual(['log.parquet']);
  });
});

describe('its report', () => {
  const figure = { name: 'ns a point', values: [90, 20, 40, 30], most: 35 };

  it('has the median, the range, and whether the target is met', () => {
    expect(spread(figure.values)).toEqual({ median: 35, low: 20, high: 90 });
    expect(figureLine('log', figure, false)).toMatch(/^log +35 +20\.\.90 +<= 35 ok +ns a point$/u);
    expect(figureLine('log', { ...figure, most: 34.9 }, false)).toContain('<= 34.9 MISSED');
    expect(figureLine('log', { ...figure, most: 34.9 }, true)).toContain('<= 34.9 not judged');
    expect(figureLine('log', { name: 's', values: [1.23456] }, false)).toMatch(/^log +1\.23 +s$/u);
    expect(JSON.parse(figureJson('log', figure))).toEqual({
      part: 'log',
      figure: 'ns a point',
      median: 35,
      low: 20,
      high: 90,
      target: 35,
      values: [90, 20, 40, 30],
    });
  });
});

describe('its command line', () => {
  it('is parsed, with defaults for what is omitted', () => {
    const usual = { help: false, json: false, quick: false, rounds: 5, only: [], modules: [] };
    expect(readExperimentArguments([])).toEqual(usual);
    const args = ['--quick', '--rounds', '7', '--only', 'x', '--only=y', '--with', 'z.js', '--json'];
    expect(readExperimentArguments(args)).toEqual({
      help: false,
      json: true,
      quick: true,
      rounds: 7,
      only: ['x', 'y'],
      modules: ['z.js'],
    });
  });

  it('is refused with all of its problems', async () => {
    expect(() => readExperimentArguments(['--rounds', '0'])).toThrow("from 1 to 999, not '0'");
    expect(() => readExperimentArguments(['--fast'])).toThrow('--fast');
    expect(() => readExperimentArguments(['more'])).toThrow('more');
    const names = (await loadParts([])).map(({ name }) => name);
    expect(names).toContain('log-time-weighted');
    expect(() => refuseUnknownParts(['log-series', 'log-all'], names)).toThrow(
      'unknown part log-all; the parts are log-',
    );
  });
});

describe('its program', () => {
  it('refuses a wrong flag with exit code 2, and lists its parts', async () => {
    const wrong = await run('--fast');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('usage: npm run -s bench:experiment');
    expect((await run('--only', 'nothing')).code).toBe(2);
    const help = await run('--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('log-memory, side-by-side, report');
  });

  it('measures side-by-side replications and a report, in small sizes', async () => {
    const args = ['--quick', '--rounds', '1', '--only', 'side-by-side', '--only', 'report', '--json'];
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const figures = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { part: string; figure: string; median: number | null; target?: number });
    expect(figures.filter(({ target }) => target !== undefined).map(({ figure, target }) => [figure, target])).toEqual([
      ['time of 8 replications on 2 cores by in turn', 0.55],
      ['s for the report', 5],
      ['MB of the report', 5],
    ]);
    // Values that are not numbers become null in JSON.
    for (const { figure, median } of figures) expect(median, figure).toBeGreaterThan(0);
  });
});

async function run(...args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const main = built('testing/dist/bench/experiment/main.js');
  const brought = built('cluster/cli/dist/bench/experiment-parts.js');
  const child = spawn(process.execPath, [main, ...args, '--with', brought], { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => (texts[name] += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...texts };
}
