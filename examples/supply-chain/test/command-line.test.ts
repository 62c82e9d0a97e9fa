import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateChain } from '../src/simulate-chain.js';
import { chainText } from './chain-text.js';
import { carriedChain } from './chains.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const DATA = fileURLToPath(new URL('../data/', import.meta.url));
const STACK = /^ {4}at /m;

let folder: string;

beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error('this tests the built command: run `npm run build` first');
  folder = await mkdtemp(join(tmpdir(), 'supply-chain-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts the built command; relative files are resolved in this test's directory, as if npm had been called there. */
function start(...argv: string[]): ChildProcess {
  const env = { ...process.env, INIT_CWD: folder };
  return spawn(process.execPath, [MAIN, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param onError called with the stderr output so far */
function ended(child: ChildProcess, onError?: (stderr: string) => void): Promise<Ended> {
  const text = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => {
    text.stderr += chunk.toString();
    onError?.(text.stderr);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...text }));
  });
}

function command(...argv: string[]): Promise<Ended> {
  return ended(start(...argv));
}

describe('a valid call', () => {
  it('prints a single JSON object with --json, with the same figures as in process', async () => {
    const argv = ['--chain', join(DATA, 'chain_08.csv'), '--days', '50', '--warmup', '10', '--seed', '3', '--json'];
    const { code, stdout, stderr } = await command(...argv);
    expect([code, stderr]).toEqual([0, '']);
    const { summary } = await simulateChain(await carriedChain('chain_08'), { days: 50, warmup: 10, seed: 3 });
    expect(JSON.parse(stdout)).toEqual({
      ...summary,
      seconds: expect.any(Number),
      eventsPerSecond: expect.any(Number),
    });
    expect(summary).toMatchObject({ chain: 'chain_08', stages: 40, arcs: 48, days: 50, warmup: 10, seed: 3 });
  });

  it('prints tables, and progress on stderr', async () => {
    const { code, stdout, stderr } = await command('--chain', join(DATA, 'chain_02.csv'), '--days=50', '--warmup=50');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^chain_02: 13 stages, 13 arcs; 50 days after 50 of warm-up, seed 7$/m);
    expect(stdout).toMatch(/^all +13 +\d/m);
    expect(stdout).toMatch(/^digest [0-9a-f]{16}$/m);
    expect(stderr).toMatch(/^100 % day 100 of 100$/m);
  });

  it('resolves a relative file from where npm was called', async () => {
    const rows = ['Part,4,,10,,,,', 'Shop,1.5,1,2.5,,8,4,1.645,Part,2'];
    await writeFile(join(folder, 'mine.csv'), chainText(...rows));
    const { code, stdout } = await command('--chain', 'mine.csv', '--days', '10', '--warmup', '0', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ chain: 'mine', stages: 2, arcs: 1 });
  });

  it('prints help', async () => {
    const { code, stdout } = await command('--help');
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'Simulates a supply chain under base-stock policies.']);
  });

  it('tolerates a reader that stops reading', async () => {
    const child = start('--chain', join(DATA, 'chain_02.csv'), '--days', '50', '--warmup', '0');
    child.stdout?.destroy();
    expect(await ended(child)).toEqual({ code: 0, stdout: '', stderr: expect.not.stringContaining('Error') });
  });
});

describe('an invalid call', () => {
  it('with wrong options exits with code 2 and lists all of them', async () => {
    const { code, stdout, stderr } = await command('--dayz=3', '--seed', 'x');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('OPTIONS_INVALID');
    expect(stderr).toContain('did you mean --days?');
    expect(stderr).toContain('--seed is "x"');
    expect(stderr).not.toMatch(STACK);
  });

  it('with a missing file exits with code 2 and its name', async () => {
    const { code, stderr } = await command('--chain', 'nowhere.csv');
    expect(code).toBe(2);
    expect(stderr).toContain(`${join(folder, 'nowhere.csv')}: there is no such file`);
    expect(stderr).not.toMatch(STACK);
  });

  it('with a broken file exits with code 2 and lists every problem with its line', async () => {
    const rows = ['A,-1,,1,2,,,', 'B,1,,1,2,8,4,1.6,Missing,1', 'C,1,,1,2,,,,D,1', 'D,1,,1,2,,,,C,1'];
    await writeFile(join(folder, 'broken.csv'), chainText(...rows));
    const { code, stdout, stderr } = await command('--chain', 'broken.csv', '--json');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Error CHAIN_INVALID: broken\.csv has 3 problems:$/m);
    expect(stderr).toMatch(/broken\.csv:2: .*\[NUMBER_OUT_OF_RANGE\]/);
    expect(stderr).toMatch(/broken\.csv:3: .*"Missing".*\[UPSTREAM_UNKNOWN\]/);
    expect(stderr).toMatch(/broken\.csv:4: .*\[CYCLE\]/);
    expect(stderr).not.toMatch(STACK);
  });

  it('shows a stack trace with --debug only', async () => {
    expect((await command('--chain', 'nowhere.csv', '--debug')).stderr).toMatch(STACK);
    expect((await command('--days', 'x', '--debug')).stderr).toMatch(STACK);
  });
});

describe('Ctrl-C', () => {
  it.skipIf(process.platform === 'win32')('ends the run cleanly and reports where', async () => {
    // Without the signal this would take some ten seconds more.
    const child = start('--chain', join(DATA, 'chain_08.csv'), '--days', '200000', '--warmup', '0');
    let interrupted = false;
    const { code, stdout, stderr } = await ended(child, (text) => {
      if (!interrupted && text.includes('25 %')) interrupted = child.kill('SIGINT');
    });
    expect([code, stdout]).toEqual([130, '']);
    const epoch = Number(/^Interrupted: the run ended at epoch ([\d.]+) \(days\)$/m.exec(stderr)?.[1]);
    expect(epoch).toBeGreaterThan(49_000);
    expect(epoch).toBeLessThan(200_000);
    expect(stderr).not.toMatch(STACK);
  });
});
