import { spawn } from 'node:child_process';

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ReplicationRecord } from '@disco-engine/experiments';
import { Disco, outcomeOf, type Outcome } from '../command/disco.js';
import { contentOf } from './results-files.js';

const module = new URL('../fixtures/logging-experiment.mjs', import.meta.url);
const file = fileURLToPath(module);
const disco = new Disco();
afterEach(() => disco.killSpawned());
afterAll(() => disco.close());

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-logs-test-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs an experiment of the fixture with the command. */
function run(name: string, results: string, workers: number): Promise<Outcome> {
  return disco.run('run', `${file}#${name}`, '--results', join(folder, results), '--workers', String(workers));
}

/** The same in a program, over a transport. */
async function runOver(name: string, results: string, ...transports: readonly string[]): Promise<void> {
  const program = fileURLToPath(new URL('../fixtures/run-over.mjs', import.meta.url));
  const runs = transports.flatMap((transport) => [join(folder, `${results}-${transport}`), transport]);
  const child = spawn(process.execPath, [program, String(module), name, ...runs]);
  const { code, stderr } = await outcomeOf(child);
  expect(code, stderr).toBe(0);
}

const records = (content: Record<string, unknown>): ReplicationRecord[] =>
  Object.entries(content).flatMap(([path, value]) => (path.endsWith('run.json') ? [value as ReplicationRecord] : []));

describe('what replications log', () => {
  it('is the same file, byte for byte, for any number of workers and any transport', async () => {
    await runOver('default', 'alone', 'in-process');
    const alone = await contentOf(join(folder, 'alone-in-process'));
    expect(Object.keys(alone)).toHaveLength(8);
    const [first] = records(alone);
    // Three of each of twelve stations, and the total of their levels.
    expect(first.channels).toHaveLength(37);
    expect(first.channels[0]).toMatchObject({
      node: 'station/0',
      name: 'level',
      kind: 'time-weighted',
      unit: 'pieces',
      labels: { half: 'A' },
    });
    expect(first.channels[0].mean).toBe(1);
    for (const workers of [1, 2]) await run('default', `turn-${workers}`, workers);
    await runOver('shared', 'shared', 'in-process', 'shared-memory', 'ws', 'grpc');
    const others = (await readdir(folder)).filter((name) => /^turn|^shared/.test(name));
    expect(others).toHaveLength(6);
    for (const other of others) expect(await contentOf(join(folder, other)), other).toEqual(alone);
  });

  it('is only summaries if that was chosen', async () => {
    await run('summary', 'summary', 2);
    const content = await contentOf(join(folder, 'summary'));
    expect(Object.keys(content)).toHaveLength(2);
    for (const record of records(content))
      expect(record).toMatchObject({ status: 'FINISHED', log: null, logFailure: null, channels: { length: 37 } });
  });

  // `ulimit -f` counts blocks of 1,024 bytes; a larger file fails as on a full disk.
  const runOnSmallDisk = (name: string, results: string): Promise<Outcome> => {
    const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
    const command = [process.execPath, main, 'run', `${file}#${name}`, '--results', join(folder, results)];
    const limited = `trap '' XFSZ; ulimit -f 200; exec "$@"`;
    return outcomeOf(spawn('bash', ['-c', limited, 'bash', ...command], { stdio: ['ignore', 'pipe', 'pipe'] }));
  };

  let made: Promise<Outcome> | undefined;
  /** What the same gives on a large one; made once for all tests. */
  const whole = async (): Promise<Record<string, unknown>> => {
    made ??= run('large', 'whole', 2);
    expect((await made).code).toBe(0);
    return contentOf(join(folder, 'whole'));
  };

  it('fails the replication if the disk is full, and names the file', async () => {
    const { code, stdout } = await runOnSmallDisk('large', 'full');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /FAILED: 0 of 3 .*\n {2}all 3 replications: .*sink 'spool' failed to .*spool: EFBIG.*LOG_FAILED/,
    );
    const content = await contentOf(join(folder, 'full'));
    expect(records(content).map(({ error }) => error?.code)).toEqual(Array(3).fill('LOG_FAILED'));
    expect(Object.keys(content)).toHaveLength(3);
    // With enough room they run again, and are complete.
    expect((await run('large', 'full', 2)).code).toBe(0);
    expect(await contentOf(join(folder, 'full'))).toEqual(await whole());
  });

  it('falls back to summaries if the disk is full and that was chosen, and says so', async () => {
    const { code, stdout } = await runOnSmallDisk('largeOrSummary', 'dropped');
    expect(code).toBe(0);
    expect(stdout).toMatch(/replication 2 has summaries but no records: .*EFBIG/);
    const dropped = await contentOf(join(folder, 'dropped'));
    expect(Object.keys(dropped)).toHaveLength(3);
    const complete = records(await whole());
    for (const [at, record] of records(dropped).entries()) {
      expect(record).toMatchObject({ status: 'FINISHED', log: null });
      expect(record.logFailure).toContain('EFBIG');
      expect([record.channels, record.digest]).toEqual([complete[at].channels, complete[at].digest]);
    }
  });
});

describe('a case with a precision', () => {
  it('makes as many replications as it needs, side by side as many as in turn', async () => {
    const one = await run('precise', 'precise-1', 1);
    const two = await run('precise', 'precise-2', 2);
    expect([one.code, two.code]).toEqual([0, 0]);
    const content = await contentOf(join(folder, 'precise-1'));
    expect(await contentOf(join(folder, 'precise-2'))).toEqual(content);
    const counts = [0, 1].map((number) => records(content).filter((record) => record.case === number).length);
    const [count, fewest] = counts;
    // Case 1 is precise enough after the least number of replications.
    expect(fewest).toBe(4);
    expect(count).toBeGreaterThan(fewest);
    expect(count).toBeLessThan(200);
    expect(one.stdout).toContain(`${counts[0] + counts[1]} of ${counts[0] + counts[1]} replications`);
    // One replication less would not have been enough, and none runs again.
    const again = await run('precise', 'precise-1', 2);
    expect(again.stderr).toBe('');
    const last = `case-0000/replication-${String(count - 1).padStart(4, '0')}`;
    for (const workers of [1, 2]) {
      await rm(join(folder, `precise-1/${last}`), { recursive: true });
      const { stderr } = await run('precise', 'precise-1', workers);
      const told = stderr.trimEnd().split('\n');
      for (const line of told) expect(line).toMatch(new RegExp(`^${count + fewest} of at most \\d+ replications`));
      // A second thread begins the next one before it turns out to be needless; that one may end first, and is not kept.
      expect(told.length).toBeLessThanOrEqual(workers);
      expect(await contentOf(join(folder, 'precise-1'))).toEqual(content);
    }
  });

  it('is refused for an unknown channel', async () => {
    const { code, stderr } = await run('imprecise', 'imprecise', 2);
    expect(code).toBe(1);
    expect(stderr).toMatch(/CHANNEL_UNKNOWN: .*'station\/3\/sise'.*did you mean 'station\/3\/size'\?/);
  });
});

describe('an experiment of 30 replications', () => {
  it.each([
    ['failing', 'HANDLER_FAILED'],
    ['deadly', 'WORKER_LOST'],
  ])('that is %s in number 12 keeps the other 29', async (name, code) => {
    const outcome = await run(name, name, 2);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toMatch(new RegExp(`29 of 30 replications.*\n {2}replication 12: .*${code}`));
    const content = await contentOf(join(folder, name));
    expect(records(content).map(({ status }) => status === 'FINISHED')).toEqual(
      Array.from({ length: 30 }, (_, replication) => replication !== 12),
    );
    expect(Object.keys(content).filter((path) => path.endsWith('.parquet'))).toHaveLength(29);
  });

  it('killed three times ends with the results of an undisturbed one, and repeats nothing', async () => {
    await run('quick', 'undisturbed', 2);
    const undisturbed = await contentOf(join(folder, 'undisturbed'));
    let kills = 0;
    // Moments from a seeded generator; how far an experiment has got by then depends on the machine.
    for (let draw = 1; kills < 3; draw = (draw * 48_271) % 2_147_483_647) {
      const child = disco.spawn('run', `${file}#long`, '--results', join(folder, 'disturbed'), '--workers', '2');
      const killing = setTimeout(() => child.kill('SIGKILL'), 300 + (draw % 900));
      const { code } = await outcomeOf(child);
      clearTimeout(killing);
      const soFar = await contentOf(join(folder, 'disturbed'));
      for (const path of Object.keys(soFar).filter((name) => name.startsWith('case-')))
        expect(soFar[path], path).toEqual(undisturbed[path]);
      if (code === null) kills += 1;
      else await rm(join(folder, 'disturbed'), { recursive: true });
    }
    expect((await run('long', 'disturbed', 2)).code).toBe(0);
    expect(await contentOf(join(folder, 'disturbed'))).toEqual(undisturbed);
  }, 180_000);
});
