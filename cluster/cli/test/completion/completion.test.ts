import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/command.js';
import { SHELLS } from '../../src/completion/completion-spec.js';
import { flagsOf } from '../../src/flags/flag-spec.js';
import { EVERY_COMMAND } from '../help/every-command.js';
import { printed } from '../help/printed.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-completion-'));
  for (const shell of SHELLS) {
    const { stdout } = await printed(() => runCommand(['completion', shell]));
    await writeFile(join(folder, `disco.${shell}`), stdout);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the function that the script has registered completes, in a bash that does nothing else. */
function inBash(...words: readonly string[]): string[] {
  const script = `
    . "$1"; shift
    COMP_WORDS=(disco "$@"); COMP_CWORD=$#; COMP_LINE="\${COMP_WORDS[*]}"; COMP_POINT=\${#COMP_LINE}
    complete -p disco | grep -q -- '-F _disco disco' || exit 3
    _disco disco "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const args = ['--norc', '--noprofile', '-uc', script, 'bash', join(folder, 'disco.bash'), ...words];
  const { status, stdout, stderr } = spawnSync('bash', args, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((line) => line !== '');
}

describe('the script for bash', () => {
  it.each([
    [[''], expect.arrayContaining(['init', 'run', 'doctor', '--help', '--version']) as string[]],
    [['re'], ['resume', 'results', 'report', 'replay']],
    [
      ['scenario', ''],
      ['import', 'show', 'list', 'export', 'remove', '--help'],
    ],
    [['scenario', 'ex'], ['export']],
    [
      ['scenario', 'export', 'x', '--format', ''],
      ['parquet', 'csv', 'jsonl'],
    ],
    [['scenario', 'export', 'x', '--format', 'c'], ['csv']],
    [['scenario', 'export', 'x', '--fo'], ['--format']],
    [
      ['run', '--digest', ''],
      ['full', 'order', 'off'],
    ],
    [
      ['run', '--digest', '=', 'o'],
      ['order', 'off'],
    ],
    [
      ['run', '--digest', '='],
      ['full', 'order', 'off'],
    ],
    [
      ['run', '--transport', ''],
      ['grpc', 'in-process', 'shared-memory', 'ws'],
    ],
    [
      ['run', '--placement', 'r'],
      ['round-robin', 'random:'],
    ],
    [
      ['run', '--tls'],
      ['--tls-cert', '--tls-key', '--tls-ca'],
    ],
    [
      ['init', '--style', ''],
      ['handler', 'process'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['completion', 'bash', ''], []],
    // Bash itself completes these with files, or with nothing.
    [['run', ''], []],
    [['run', '--results', ''], []],
    [['run', '--seed', ''], []],
    [
      ['scenario', 'list', ''],
      ['--store', '--json', '--debug', '--help'],
    ],
    [['nothing', '--'], []],
  ])('completes %j', (words, expected) => {
    expect(inBash(...words)).toEqual(expected);
  });

  it('completes every flag of every command, and each of its values', async () => {
    for (const [name, { spec }] of EVERY_COMMAND) {
      const flags = flagsOf(...(await spec()).forms);
      expect(inBash(...name.split(' '), '--').sort(), name).toEqual(
        Object.keys(flags)
          .map((flag) => `--${flag}`)
          .sort(),
      );
    }
  });
});

/** Not every machine has these; where they are missing, only their scripts are looked at. */
const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

describe.each([
  ['zsh', ['-n']],
  ['fish', ['--no-execute']],
])('the script for %s', (shell, args) => {
  it.runIf(isThere(shell))('is read by the shell', () => {
    const { status, stderr } = spawnSync(shell, [...args, join(folder, `disco.${shell}`)], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('has every command and every flag', async () => {
    const { stdout } = await printed(() => runCommand(['completion', shell]));
    for (const [name, { spec }] of EVERY_COMMAND) {
      expect(stdout).toContain(name.split(' ').at(-1));
      for (const flag of Object.keys(flagsOf(...(await spec()).forms)))
        expect(stdout).toMatch(new RegExp(shell === 'zsh' ? `--${flag}\\[` : ` -l ${flag} `));
    }
  });
});

it.runIf(isThere('fish'))('fish completes with the script', () => {
  const complete = (line: string): string[] => {
    const script = `source ${join(folder, 'disco.fish')}; complete -C ${JSON.stringify(line)}`;
    const env = { ...process.env, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, HOME: folder };
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script], { encoding: 'utf8', cwd: folder, env });
    return stdout
      .trim()
      .split('\n')
      .map((text) => text.split('\t', 1).join(''));
  };
  expect(complete('disco re').sort()).toEqual(['replay', 'report', 'results', 'resume']);
  expect(complete('disco scenario ').sort()).toEqual(['export', 'import', 'list', 'remove', 'show']);
  expect(complete('disco scenario export x --format ').sort()).toEqual(['csv', 'jsonl', 'parquet']);
  expect(complete('disco run --digest o').sort()).toEqual(['off', 'order']);
  expect(complete('disco completion ').sort()).toEqual(['bash', 'fish', 'zsh']);
  expect(complete('disco run disco.f')).toEqual(['disco.fish']);
});

it.each([
  [['completion'], 'argument SHELL is missing; see --help'],
  [['completion', 'fihs'], "SHELL is 'fihs'; did you mean 'fish'? It must be one of: bash, zsh, fish"],
])('refuses %s', async (argv, message) => {
  const { code, stderr } = await printed(() => runCommand(argv));
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
