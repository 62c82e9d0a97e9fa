import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { optimise, type Optimisation, type OptimisationResults } from '@disco-engine/experiments';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { results as linesOfResults } from '../../src/results/results-command.js';
import { textOf, type Line } from '../../src/terminal/styled.js';
import { Disco, outcomeOf } from '../command/disco.js';

const module = fileURLToPath(new URL('../fixtures/workshop-optimisation.mjs', import.meta.url));
const disco = new Disco();
afterEach(() => disco.killSpawned());
afterAll(() => disco.close());

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-optimisation-test-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

type Told = OptimisationResults & { readonly status: string };

async function run(
  name: string,
  results: string,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly told: Told; readonly stderr: string }> {
  const target = name === '' ? module : `${module}#${name}`;
  const given = ['run', target, '--results', join(folder, results), '--json', ...args];
  const { code, stdout, stderr } = await disco.run(...given);
  return { code, told: JSON.parse(stdout || '{}') as Told, stderr };
}

/** The text of each `run.json`, by its path. */
async function writtenIn(results: string): Promise<Map<string, string>> {
  const all = await readdir(join(folder, results), { recursive: true }).catch(() => []);
  const files = all.filter((file) => /^case.*run\.json$/.test(file)).sort();
  const texts = files.map(async (file) => [file, await readFile(join(folder, results, file), 'utf8')] as const);
  return new Map(await Promise.all(texts));
}

/** Checks that the winner is marked, and that the finalists and the candidates that the search screened out are apart. */
async function expectResultsOf(path: string): Promise<void> {
  const finalists = [alone.best, ...alone.others].map((one) => one?.case);
  const lines = textOf((await linesOfResults([path])) as readonly Line[]).split('\n');
  expect(lines[1]).toBe(
    `chosen for the least shop/Ulm/cost: case ${alone.best?.case}: mechanics 3, repair 0.3, rule edd`,
  );
  expect(lines[2]).toContain(alone.guarantee);
  const form = /^shop\/Ulm\/cost \(€\) +(\d+) .* (?:edd|fifo) +(?:(chosen|finalist) +)?[\d.]+ +[\d.]+ +(\d+) +few$/;
  const rows = lines.flatMap((line) => {
    const [, number, stage = '', n] = form.exec(line) ?? [];
    return number === undefined ? [] : [{ number: Number(number), stage, n: Number(n) }];
  });
  expect(rows.slice(0, 4)).toEqual(
    finalists.map((number, at) => ({ number, stage: at === 0 ? 'chosen' : 'finalist', n: 5 })),
  );
  expect(rows.slice(4)).toHaveLength(10);
  expect(rows.slice(4).every(({ number, stage, n }) => !finalists.includes(number) && stage === '' && n === 2)).toBe(
    true,
  );
  const told = JSON.parse((await disco.run('results', path, '--json')).stdout) as {
    cases: { stage: string; responses: { mean: number; n: number }[] }[];
  };
  const [own] = told.cases[alone.best?.case ?? NaN]?.responses ?? [];
  expect([own?.mean, own?.n]).toEqual([alone.best?.interval.mean, 5]);
  expect(told.cases.map(({ stage }) => stage).filter((stage) => stage === 'search')).toHaveLength(alone.candidates - 4);
  const csv = await disco.run('results', path, '--by-case', '--csv');
  expect(csv.stdout).toMatch(/^case,stage,mechanics,repair,rule,.*\r\n0,search,/);
}

let alone: Told;
beforeAll(async () => {
  alone = (await run('', 'one', '--workers', '1')).told;
});

describe('an optimisation', () => {
  it('finds the best candidate within its constraints, and stores each candidate as a case', async () => {
    expect(alone).toMatchObject({ status: 'FINISHED', isDecided: true, search: 'end', failed: [], older: [] });
    expect(alone.best?.values).toEqual({ mechanics: 3, repair: 0.3, rule: 'edd' });
    const written = await writtenIn('one');
    expect(written.size).toBe(alone.replications);
    const { cases } = JSON.parse(await readFile(join(folder, 'one/experiment.json'), 'utf8')) as {
      cases: { parameters: { mechanics: number; repair: number }; asked: number }[];
    };
    expect(cases).toHaveLength(alone.candidates);
    expect(cases.reduce((sum, { asked }) => sum + asked, 0)).toBe(alone.replications);
    expect(cases.every(({ parameters: { mechanics, repair } }) => mechanics * repair > 0.5)).toBe(true);
  });

  it('gives the same outcome in a program, and when nothing is left to run', async () => {
    const { default: definition } = (await import(module)) as { default: Optimisation };
    expect({ ...(await optimise(definition)), status: 'FINISHED', older: [] }).toEqual(alone);
    const before = await writtenIn('one');
    expect(await run('', 'one', '--workers', '2')).toMatchObject({ code: 0, told: alone });
    expect(await writtenIn('one')).toEqual(before);
  });

  it('can be interrupted and killed, and resumes without running anything again', async () => {
    let before = new Map<string, string>();
    // During the search, and during the selection, which makes the last 20 replications.
    for (const [signal, replications] of [
      ['SIGINT', 5],
      ['SIGKILL', alone.replications - 15],
    ] as const) {
      const child = disco.spawn('run', `${module}#long`, '--results', join(folder, 'disturbed'), '--workers', '2');
      const outcome = outcomeOf(child);
      while ((await writtenIn('disturbed')).size < replications) await sleep(20);
      child.kill(signal);
      const { code, stdout } = await outcome;
      if (signal === 'SIGINT') {
        expect(code).toBe(130);
        expect(stdout).toMatch(/^CANCELED\nresume with: (npx )?disco run .*#long --results /);
      }
      const now = await writtenIn('disturbed');
      for (const [file, text] of before) expect(now.get(file)).toBe(text);
      before = now;
    }
    expect(before.size).toBeLessThan(alone.replications);
    const { code, told } = await run('long', 'disturbed', '--workers', '2');
    expect(code).toBe(0);
    expect(told).toEqual(alone);
    const after = await writtenIn('disturbed');
    expect(after.size).toBe(alone.replications);
    for (const [file, text] of before) expect(after.get(file)).toBe(text);
  });

  it('reports the guarantee, the cost and the failed candidates', async () => {
    const { code, stdout } = await disco.start('run', `${module}#failing`, '--results', join(folder, 'failing'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^lowest shop\/Ulm\/cost: .* ± .* \(95 %, n \d+\), case \d+: mechanics [24], repair/);
    expect(stdout).toContain(
      'With a probability of at least 95 %, the chosen candidate is the best of the 4 finalists',
    );
    expect(stdout).toMatch(/\nsignificantly different from it:\n {2}\+\S+ ± \S+, case \d+: mechanics/);
    expect(stdout).toMatch(/\n\d+ candidates were tried, using \d+ of at most 300 replications.* Results are in /);
    expect(stdout).toMatch(/\nexcluded, because a replication has no value: \d+ of \d+ candidates\n/);
    expect(stdout).toMatch(/\n {2}case \d+: mechanics 3, .*: replication 0: .*on fire/);
  });

  it('resumes with a larger budget, and can be reported and replayed', async () => {
    const small = await disco.run('run', `${module}#small`, '--results', join(folder, 'grown'), '--workers', '1');
    expect(small.stdout).toMatch(
      /15 candidates were tried, using \d+ of at most 60 replications, until the search had spent half of the budget; a larger/,
    );
    const before = await writtenIn('grown');
    const { told } = await run('', 'grown');
    expect([told.best?.values, told.best?.interval]).toEqual([alone.best?.values, alone.best?.interval]);
    const after = await writtenIn('grown');
    for (const [file, text] of before) expect(after.get(file)).toBe(text);
    const report = await disco.start('report', join(folder, 'one'), '--json');
    expect(JSON.parse(report.stdout)).toMatchObject({ finished: alone.replications, failed: 0, missing: 0 });
    const page = await readFile(join(folder, 'one/report.html'), 'utf8');
    expect(page).toContain(`Chosen by the optimisation: case ${alone.best?.case}: mechanics 3, repair 0.3, rule edd`);
    await expectResultsOf(join(folder, 'one'));
    const of = ['--case', String(alone.best?.case), '--replication', '3'];
    const replay = await disco.run('replay', join(folder, 'one'), '--experiment', module, ...of);
    expect(replay.stdout).toContain('as recorded');
  });
});
