import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const templates = join(root, 'docs/templates');
const disco = join(root, 'cluster/cli/dist/main.js');
const ring = join(root, 'cluster/workers/test/fixtures/token-ring.mjs');
const experiment = join(root, 'cluster/cli/test/fixtures/ring-experiment.mjs');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-templates-test-'));
  await mkdir(join(folder, 'bin'));
  await program('disco', `exec "${process.execPath}" "${disco}" "$@"`);
  // Plays two tasks on this machine, and ends with the worst exit code, as srun does.
  await program(
    'srun',
    `while [ "\${1#--}" != "$1" ]; do shift; done
export SLURM_STEP_NUM_TASKS=2 SLURM_NODEID=0 SLURM_STEP_NODELIST=127.0.0.1 SLURM_STEP_TASKS_PER_NODE=2
SLURM_PROCID=1 "$@" & SLURM_PROCID=0 "$@" && wait $!`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'bin', name), 0o755);
}

/** Runs a batch script as SLURM does. */
async function batch(name: string, env: Readonly<Record<string, string>>, ...args: string[]): Promise<string> {
  const path = `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
  const { stdout } = await run('bash', [join(templates, 'slurm', name), ...args], {
    cwd: folder,
    env: { PATH: path, ...env },
  });
  return stdout;
}

describe('a batch script for SLURM', () => {
  it('runs the tasks of an array as shards', async () => {
    const results = join(folder, 'results');
    const task = (id: number): Promise<string> =>
      batch('shards.sbatch', { SHARDS: '2', SLURM_ARRAY_TASK_ID: String(id) }, experiment, results);
    expect(await task(2)).toContain('3 of 3 replications of shard 2/2');
    expect(await task(1)).toContain('of the whole experiment 6 of 6');
  });

  it('runs the tasks of a job as ranks, and leaves no token', async () => {
    const told = await batch(
      'ranks.sbatch',
      { SLURM_JOB_ID: String(process.pid), SLURM_CPUS_PER_TASK: '2' },
      `${ring}#TokenRing`,
      `${ring}#small`,
      '20',
    );
    expect(told).toMatch(/^digest +[\da-f]{16}$/m);
    // Two threads of each of the two processes.
    expect(told).toContain('shared-memory');
    expect((await readdir(folder)).sort()).toEqual(['bin', 'results']);
  });

  // Debian's package of the same name; the project does not install it.
  const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
  it.skipIf(!hasShellcheck)('passes shellcheck', async () => {
    const scripts = (await readdir(join(templates, 'slurm'))).map((name) => join(templates, 'slurm', name));
    // It exits with 1 if it finds anything.
    expect(await run('shellcheck', scripts)).toEqual({ stdout: '', stderr: '' });
  });
});

describe('a unit for systemd', () => {
  // Containers often have no systemd.
  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
  it.skipIf(!hasSystemd)('is understood by systemd', async () => {
    const unit = await readFile(join(templates, 'systemd/disco-worker@.service'), 'utf8');
    const file = join(folder, 'bin', 'disco-worker@.service');
    // The command of the template is installed on the machine that it is for.
    await writeFile(file, unit.replace(/^ExecStart=\S+/m, 'ExecStart=/bin/sh'));
    const { stdout, stderr } = await run('systemd-analyze', ['verify', file]);
    expect(stdout + stderr).toBe('');
    await rm(file);
  });
});
