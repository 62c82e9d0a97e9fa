import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeReport } from '../../src/report/write-report.js';
import type { FakeResults } from './fake-results.js';
import { sampleResults } from './sample.js';

const CHROMIUM = '/usr/bin/chromium';
const missing = `${CHROMIUM} is not there, so no browser has seen the report`;
const QUIET = ['background-networking', 'component-update', 'sync'].map((name) => `--disable-${name}`);

if (!existsSync(CHROMIUM)) process.stderr.write(`${missing}\n`);

describe.skipIf(!existsSync(CHROMIUM))('a browser', () => {
  let results: FakeResults;
  let profile: string;
  let file: string;

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'disco-report-browser-'));
    file = join(profile, 'report.html');
    results = await sampleResults({ cases: 2, series: 210 });
    await writeReport({ results: results.folder, out: file });
  });

  afterAll(async () => {
    await results.close();
    await rm(profile, { recursive: true, maxRetries: 5 });
  });

  const chromium = async (...flags: readonly string[]): Promise<{ stdout: string; stderr: string }> => {
    const common = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--enable-logging=stderr'];
    const data = `--user-data-dir=${join(profile, 'profile')}`;
    const all = [...common, ...QUIET, data, ...flags, pathToFileURL(file).href];
    return promisify(execFile)(CHROMIUM, all, { maxBuffer: 1e8, timeout: 50_000 });
  };

  test('shows the report without an error', async () => {
    const picture = join(profile, 'report.png');
    const { stderr } = await chromium(`--screenshot=${picture}`, '--window-size=1200,2000');
    expect(stderr.split('\n').filter((line) => line.includes('CONSOLE'))).toEqual([]);
    expect((await readFile(picture)).length).toBeGreaterThan(50_000);
  });

  test('runs the script of the page', async () => {
    const { stdout } = await chromium('--dump-dom');
    expect(stdout).toContain('Show 200 more');
    expect(stdout).toContain('<button type="button">Node</button>');
  });
});
