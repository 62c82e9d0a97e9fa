import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResults } from '@disco-engine/experiments';
import { installedPostgres, PostgresServer } from '../../../../sdk/data/test/store/postgres-server.js';
import { until } from '../../../coordinator/test/until.js';
import { launchChromium, missingChromium } from '../../../../testing/test/browser/chromium.js';
import { parsedMetrics, total } from '../metrics/parsed-metrics.js';
import { Disco, model as modelFile, outcomeOf, printed, type Outcome } from './disco.js';

const browserless = missingChromium();
const POLL = { timeout: 30_000 };

const fixture = fileURLToPath(new URL('../fixtures/ring-experiment.mjs', import.meta.url));

const workshop = fileURLToPath(new URL('../fixtures/workshop-optimisation.mjs', import.meta.url));

// On the CI machine they must run: there, a missing server makes them fail.
const skipped = installedPostgres() === undefined && process.env['CI'] === undefined;
const why = skipped ? ': skipped, because no PostgreSQL server is installed in /usr/lib/postgresql' : '';

describe.skipIf(skipped)(`experiments on a farm${why}`, () => {
  const disco = new Disco();
  let server: PostgresServer;
  let url: string;
  let folder: string;

  beforeAll(async () => {
    server = await PostgresServer.start();
    url = await server.newDatabase();
    folder = await mkdtemp(join(tmpdir(), 'disco-farm-command-'));
  });
  afterAll(async () => {
    await disco.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const on = (command: string, ...args: readonly string[]): Promise<Outcome> =>
    disco.run(command, ...args, '--coordinator', url);

  /** A host of the farm; resolves when it has printed its first line. */
  async function up(name: string, ...args: readonly string[]): Promise<ReturnType<Disco['spawn']>> {
    const child = disco.spawn('up', '--name', name, '--ttl', '2', '--coordinator', url, ...args);
    await once(createInterface({ input: child.stdout ?? process.stdin }), 'line');
    return child;
  }

  async function digestsIn(results: string): Promise<string[]> {
    const { runs } = await readResults(results);
    return runs.map(({ case: number, replication, digest }) => `${number}/${replication}: ${digest}`);
  }

  it('are submitted, run by workers that come and are killed, and fetched as one machine would have them', async () => {
    const submitted = await on('submit', `${fixture}#long`, '--json');
    expect(submitted.code, submitted.stderr).toBe(0);
    const { job } = JSON.parse(submitted.stdout) as { readonly job: string };
    const before = await on('status');
    expect(before.stdout).toContain(`${job.slice(0, 8)}: there is no leader`);
    expect((await on('fetch', job, '--results', join(folder, 'early'))).stderr).toContain('Error JOB_UNFINISHED');

    const experiments = ['--experiment', `${fixture}#long`, '--experiment', fixture];
    const first = await up('a', '--workers', '1', ...experiments);
    await until(
      async () => (await on('status', job.slice(0, 6), '--json')).stdout.includes('"state":"ASSIGNED"'),
      60_000,
    );
    // The leader and its worker are gone at once, without a word.
    first.kill('SIGKILL');
    const second = await up('b', '--workers', '2', ...experiments);
    const watched = await on('status', job, '--watch');
    expect(watched.stdout.trim().split('\n').at(-1)).toMatch(/FINISHED .* 12 of 12/);

    const fetched = await on('fetch', job, '--results', join(folder, 'farm'));
    expect(fetched).toMatchObject({ code: 0, stdout: expect.stringContaining('wrote') as string });
    const alone = await disco.run('run', `${fixture}#long`, '--results', join(folder, 'alone'));
    expect(alone.code).toBe(0);
    expect(await digestsIn(join(folder, 'farm'))).toEqual(await digestsIn(join(folder, 'alone')));
    const logs = await on('logs', job);
    expect(logs.stdout).toMatch(/0\/0 .*FINISHED .* [ab]\/\d/);

    const listed = await on('workers');
    expect(listed.stdout).toContain('leader: b');
    expect(listed.stdout).toContain('b/2');
    expect((await on('drain', 'b')).stdout).toBe('2 workers of b will end\n');
    expect((await outcomeOf(second)).code).toBe(0);
    expect((await on('drain', 'b')).stderr).toContain('Error WORKER_UNKNOWN');
    expect((await on('gc', '--older-than', '0')).stdout).toMatch(/^removed [1-9]\d* jobs and [1-9]\d* artefacts\n$/);
    expect((await on('status')).stdout).toBe('there are no jobs\n');
  });

  it('run by one command, with the folder of one machine', async () => {
    const host = await up(
      'c',
      '--workers',
      '2',
      '--experiment',
      fixture,
      '--experiment',
      `${fixture}#failing`,
      '--experiment',
      `${workshop}#small`,
      '--metrics',
      '0',
    );
    const metrics = await printed(host, /http:\S+\/metrics/);
    const results = join(folder, 'run');
    const { code, stdout, stderr } = await on('run', fixture, '--results', results);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/^submitted job/) as string });
    expect(stdout).toContain(`FINISHED: wrote ${results}`);
    const series = parsedMetrics(await (await fetch(metrics)).text());
    const { runs } = await readResults(results);
    expect(series.get('disco_replications_total{outcome="finished"}')).toBe(runs.length);
    expect(series.get('disco_events_total')).toBe(runs.reduce((sum, { events }) => sum + events, 0));
    expect(series.get('disco_activations_total')).toBe(runs.reduce((sum, { activations }) => sum + activations, 0));
    expect(series.get('disco_coordinator_up')).toBe(1);
    expect(series.get('disco_experiments{state="finished"}')).toBe(1);
    expect(total(series, 'disco_members')).toBe(2);
    expect(series.get('disco_leader')).toBe(1);
    expect(series.get('disco_lease_seconds')).toBeGreaterThan(0);
    await disco.run('run', fixture, '--results', join(folder, 'here'));
    expect(await digestsIn(results)).toEqual(await digestsIn(join(folder, 'here')));
    const description: unknown = JSON.parse(await readFile(join(results, 'experiment.json'), 'utf8'));
    expect(description).toMatchObject({ model: { module: fixture } });

    const optimised = join(folder, 'optimised');
    expect((await on('run', `${workshop}#small`, '--results', optimised)).stdout).toContain('FINISHED: wrote');
    await disco.run('run', `${workshop}#small`, '--results', join(folder, 'optimised-here'));
    expect((await disco.run('results', optimised)).stdout).toBe(
      (await disco.run('results', join(folder, 'optimised-here'))).stdout.replaceAll('optimised-here', 'optimised'),
    );

    expect((await on('run', fixture, '--results', results)).stderr).toContain('Error FOLDER_NOT_EMPTY');
    const failing = await on('run', `${fixture}#failing`, '--results', join(folder, 'failing'), '--json');
    expect(failing.code).toBe(1);
    expect(JSON.parse(failing.stdout)).toMatchObject({ status: 'FAILED' });
    const unknown = await on('cancel', 'ffff');
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("there is no job 'ffff'") as string });
    const { job } = JSON.parse((await on('submit', `${fixture}#long`, '--json')).stdout) as { readonly job: string };
    for (const [command, done] of [
      ['pause', 'paused'],
      ['resume', 'resumed'],
      ['cancel', 'canceled'],
    ] as const)
      expect((await on(command, job)).stdout).toBe(`${done} ${job}\n`);
    expect((await on('status', job)).stdout).toContain('CANCELED');
  });

  it.skipIf(browserless.skipped)(`are watched on a page, and take orders from it${browserless.why}`, async () => {
    // The hosts of the other tests are gone, or would take the job.
    disco.killSpawned();
    const { job } = JSON.parse((await on('submit', `${fixture}#canceled`, '--json')).stdout) as {
      readonly job: string;
    };
    const host = await up('d', '--workers', '1', '--experiment', `${fixture}#canceled`, '--watch');
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => void complaints.push(String(error)));
      page.on('console', (message) => void complaints.push(message.text()));
      await page.goto(await printed(host, /http:\S+(?=\n)/));
      const text = async (selector: string): Promise<string> => (await page.textContent(selector)) ?? '';
      const row = page.locator('#jobs tr', { hasText: job.slice(0, 8) });
      const state = async (): Promise<string> => (await row.locator('td').nth(2).textContent()) ?? '';
      await expect.poll(state, POLL).toBe('ACTIVE');
      await expect.poll(() => text('#leader'), POLL).toBe('d');
      expect(Number(await text('#term'))).toBeGreaterThan(0);
      await expect.poll(() => text('#workers'), POLL).toMatch(/d\/1busy.*0\/\d/);
      expect(await text('#title')).toMatch(/^d, of postgres/);
      const lines = (): Promise<string[]> => page.locator('#lines li').allTextContents();
      await expect
        .poll(lines, POLL)
        .toContainEqual(expect.stringMatching(/ s {2}d\/1 {2}replication 0\/\d FINISHED .* digest [\da-f]{16}$/));
      expect(await lines()).toContainEqual(expect.stringMatching(/leads, term \d+$/));

      await row.getByRole('button', { name: 'Pause' }).click();
      await expect.poll(state, POLL).toBe('PAUSED');
      expect(await row.getByRole('button', { name: 'Pause' }).count()).toBe(0);
      await row.getByRole('button', { name: 'Resume' }).click();
      await expect.poll(state, POLL).toBe('ACTIVE');
      await expect
        .poll(async () => Number.parseInt(await row.locator('td').nth(5).innerText()), POLL)
        .toBeGreaterThan(0);
      await row.getByRole('button', { name: 'Cancel' }).click();
      await expect.poll(state, POLL).toBe('CANCELED');
      expect(await row.getByRole('button').count()).toBe(0);
      expect(await text('#refusal')).toBe('');
      host.kill('SIGTERM');
      await expect.poll(() => text('#status'), POLL).toBe('disconnected');
      // Chromium itself writes that the connection is refused.
      expect(complaints.filter((complaint) => !complaint.includes('ERR_'))).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it('include one run on several workers, which begins again on those that are left when a process is killed', async () => {
    disco.killSpawned();
    const model = ['--model', `${modelFile}#TokenRing`];
    const what = [...model, '--scenario', `${modelFile}#small`, '--until', '40'];
    const submitted = await on('submit', ...what, '--parameters', '{"work":3}', '--workers', '3', '--json');
    expect(submitted.code, submitted.stderr).toBe(0);
    const { job } = JSON.parse(submitted.stdout) as { readonly job: string };
    await up('e', '--workers', '2', ...model);
    await expect
      .poll(async () => (await on('status', job)).stdout, POLL)
      .toContain('needs 3 workers at once, and 2 have this version');
    const killed = await up('f', '--workers', '1', '--only', 'workers', ...model);
    await expect.poll(async () => (await on('logs', job)).stdout, POLL).toMatch(/run +ASSIGNED +1 .*f\/1/);
    killed.kill('SIGKILL');
    expect((await on('status', job, '--watch')).stdout.trim().split('\n').at(-1)).toMatch(/FINISHED .* 1 of 1/);
    const again = await on('fetch', job);
    const alone = await disco.run('run', ...what, '--workers', '1');
    const digestOf = ({ stdout }: Outcome): string | undefined => /^digest +([\da-f]{16})$/m.exec(stdout)?.[1];
    expect(digestOf(alone)).toBeDefined();
    expect(digestOf(again)).toBe(digestOf(alone));
    expect(again.stdout).toMatch(/^attempts +[2-6]$/m);
    const direct = await on('run', ...what, '--workers', '2', '--json');
    // Both are threads of one process.
    const near = [{ transports: [{ transport: 'shared-memory' }] }, { transports: [{ transport: 'shared-memory' }] }];
    expect(JSON.parse(direct.stdout)).toMatchObject({ digest: digestOf(alone), attempts: 1, perWorker: near });
    expect((await on('fetch', job, '--results', folder)).stderr).toContain('leave out --results');
    await up('g', '--workers', '1', '--only', 'workers', ...model);
    // The two processes have different names, but reach each other, as they are on one machine.
    const both = await on('run', ...what, '--workers', '3', '--json');
    expect(both.code, both.stderr).toBe(0);
    expect(JSON.parse(both.stdout)).toMatchObject({ digest: digestOf(alone), attempts: 1 });
  });

  it('need a coordinator, and refuse what only one machine can do', async () => {
    const none = await disco.run('status');
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('--coordinator is missing') as string });
    const wrong = await disco.run('status', '--coordinator', 'http://me:secret@db/x');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.not.stringContaining('secret') as string });
    const local = await on('run', fixture, '--workers', '2', '--fresh');
    expect(local.code).toBe(2);
    expect(local.stderr).toContain(
      "--workers is for a run of an experiment; the workers are those that 'disco up' has started",
    );
    expect((await disco.run('roles')).stdout).toContain('CREATE ROLE disco_submitter');
  });
});
