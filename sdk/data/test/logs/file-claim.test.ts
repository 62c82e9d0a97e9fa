import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CsvLog, FileClaim } from '@disco-engine/data';
import { refusal } from '../../../model/test/refusal.js';
import { open } from '../../../model/test/logging/shop.js';

let folder: string;
let file: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-claim-'));
  file = join(folder, 'log.csv');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Starts a process that claims the file. */
async function holder(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('fixtures/claim-file.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

it('rejects a second run with the same file at its start, and names the holder', async () => {
  const first = await open({ log: new CsvLog(file) });
  const error = await refusal(() => open({ log: new CsvLog(file) }));
  expect(error.code).toBe('LOG_IN_USE');
  expect(error.message).toContain(`is being written by process ${process.pid} on ${hostname()} (since 20`);
  first.until(2);
  await first.dispose();
  expect(await readdir(folder)).toEqual(['log.csv']);
  await (await open({ log: new CsvLog(file) })).dispose();
  expect(await readdir(folder)).toEqual(['log.csv']);
});

it('rejects a file that another process has claimed until that process ends, even by a signal', async () => {
  const child = await holder();
  const error = await refusal(() => FileClaim.take(file));
  expect(error.code).toBe('LOG_IN_USE');
  expect(error.message).toContain(`process ${child.pid} on`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  FileClaim.take(file).release();
  expect(await readdir(folder)).toEqual([]);
});

it.runIf(process.platform === 'linux')('recognizes a reused PID', async () => {
  const claim = FileClaim.take(file);
  const lock = `${file}.lock`;
  const held = JSON.parse(await readFile(lock, 'utf8')) as object;
  claim.release();
  const other = JSON.stringify({ ...held, started: '1' });
  await writeFile(lock, other);
  const taken = FileClaim.take(file);
  expect(await readFile(lock, 'utf8')).not.toBe(other);
  taken.release();
});

it('rejects a claim whose holder may still exist, and says what to remove', async () => {
  const ended = spawnSync(process.execPath, ['--version']).pid;
  const claim = FileClaim.take(file);
  const lock = `${file}.lock`;
  const held = JSON.parse(await readFile(lock, 'utf8')) as object;
  claim.release();
  const foreign = [{ host: 'elsewhere' }, { realm: 'another boot' }].map((other) =>
    JSON.stringify({ ...held, process: ended, ...other }),
  );
  for (const text of [...foreign, '', '{"process":']) {
    await writeFile(lock, text);
    const error = await refusal(() => FileClaim.take(file));
    expect(error.code).toBe('LOG_IN_USE');
    expect(error.message).toContain(`if it no longer exists, remove ${lock}`);
  }
});

it('takes no claim if nothing can be written', async () => {
  expect(() => FileClaim.take(join(folder, 'nowhere', 'log.csv'))).toThrow('ENOENT');
});
