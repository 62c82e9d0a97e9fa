import { describe, expect, it } from 'vitest';
import { TRANSPORT_KINDS } from '@disco-engine/transports';
import { runCommand } from '../../src/command.js';
import { flagsOf } from '../../src/flags/flag-spec.js';
import { Flags } from '../../src/flags/flags.js';
import { commandHelp } from '../../src/help/command-help.js';
import { lineText, textOf } from '../../src/terminal/styled.js';
import { EVERY_COMMAND, wordsOf } from './every-command.js';
import { printed } from './printed.js';

describe.each(EVERY_COMMAND)('disco %s --help', (words, command) => {
  it('has a summary, usage, examples and exit codes, in at most 100 columns', async () => {
    const { code, stdout, stderr } = await printed(() => runCommand([...words.split(' '), '--help']));
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(`${command.summary}.`);
    expect(lines).toEqual(expect.arrayContaining(['Usage:', 'Examples:', 'General:', 'Exit codes:']));
    expect(stdout).toContain(`\nUsage:\n  disco ${words} `);
    expect(stdout).toMatch(/\nExit codes:\n {2}0 {4}\S/);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  it('fits a narrow terminal', async () => {
    const lines = commandHelp(`disco ${words}`, command.summary, await command.spec(), 60).map((line) =>
      lineText(line),
    );
    // Usage lines, flags and words are not broken.
    const long = lines.filter((line) => line.length > 60 && line.trim().includes(' ') && !/^ +(disco|--)/.test(line));
    expect(long).toEqual([]);
  });

  it('explains every flag that the parser knows', async () => {
    const { forms } = await command.spec();
    const text = textOf(commandHelp(`disco ${words}`, command.summary, await command.spec(), 100));
    for (const [name, { value, example, choices, isOpen, help }] of Object.entries(flagsOf(...forms))) {
      expect(text).toMatch(new RegExp(`^ {2}--${name}${value === undefined ? '$| ' : ' '}`, 'm'));
      expect(help).not.toBe('');
      expect(example === undefined, `--${name} has an example where it has a value`).toBe(value === undefined);
      if (choices !== undefined && isOpen !== true) expect(choices).toContain(example);
    }
  });

  it('has two to four examples, which the parser accepts', async () => {
    const { forms, examples } = await command.spec();
    expect(examples.length).toBeGreaterThanOrEqual(2);
    expect(examples.length).toBeLessThanOrEqual(4);
    for (const { command: line } of examples) {
      const path = ['disco', ...words.split(' ')];
      const given = wordsOf(line);
      expect(given.slice(0, path.length)).toEqual(path);
      const problems = forms.map((form) => new Flags(given.slice(path.length), form).problems);
      expect(problems, line).toContainEqual([]);
    }
  });
});

describe('disco', () => {
  it('lists every command with its summary', async () => {
    const { code, stdout } = await printed(() => runCommand(['--help']));
    expect(code).toBe(0);
    const families = new Set(EVERY_COMMAND.map(([words]) => words.split(' ')[0]));
    for (const name of families) expect(stdout).toMatch(new RegExp(`^ {2}${name} +[A-Z]`, 'm'));
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
    const same = [[], ['-h'], ['help']].map((argv) => printed(() => runCommand(argv)));
    for (const outcome of await Promise.all(same)) expect(outcome).toMatchObject({ code: 0, stderr: '' });
  });

  it('explains a command however it is asked, and a family by its commands', async () => {
    const of = async (...argv: string[]): Promise<string> => (await printed(() => runCommand(argv))).stdout;
    const run = await of('run', '--help');
    expect(await of('help', 'run')).toBe(run);
    expect(await of('run', '-h')).toBe(run);
    expect(await of('scenario', 'import', '--id', 'x', '--help')).toBe(await of('help', 'scenario', 'import'));
    expect(await of('scenario', '--help')).toMatch(/\n {2}import {2}Import a scenario from tables\n/);
  });

  it('prints its version', async () => {
    const { code, stdout } = await printed(() => runCommand(['--version']));
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/)]);
  });

  it('names the schemes of all transports that reach a worker', async () => {
    const { stdout } = await printed(() => runCommand(['worker', '--help']));
    const schemes = TRANSPORT_KINDS.flatMap(({ schemes: own }) => own?.plain ?? []);
    expect(schemes.length).toBeGreaterThan(1);
    for (const scheme of schemes) for (const end of ['://', '+unix:/']) expect(stdout).toContain(`${scheme}${end}`);
  });

  it.each([
    [['rum'], "'disco' has no command 'rum'; did you mean 'run'? Commands: init, "],
    [['scenario', 'lst'], "'disco scenario' has no command 'lst'; did you mean 'list'? Commands: import, "],
    [['scenario'], "'disco scenario' needs a command. Commands: import, show, list, export, remove [COMMAND_UNKNOWN]"],
    [['help', 'rnu'], "did you mean 'run'?"],
    [['results', 'x', '--respons', 'a'], 'unknown option --respons; did you mean --response?'],
    [['results', 'x', '--zzz'], 'unknown option --zzz; see --help'],
    [
      ['scenario', 'export', 'x', '--to', 'y', '--format', 'cvs'],
      "did you mean 'csv'? It must be one of: parquet, csv, jsonl",
    ],
    [['init', 'x', '--style', 'proces'], "--style is 'proces'; did you mean 'process'?"],
    [
      ['run', '--digest', 'ful', '--until', '1'],
      "--digest is 'ful'; did you mean 'full'? It must be one of: full, order, off",
    ],
    [['run', '--placement', 'multi-level', '--until', '1'], "did you mean 'multilevel'? Give one of: multilevel, "],
    [['run', '--transport', 'grcp', '--until', '1'], "did you mean 'grpc'?"],
    [['run', 'x.js', '--seed', '1'], '--seed is for a run with --model; an experiment states its seed'],
    [['run', '--until', '1', '--results', 'x'], '--results is for a run of an experiment'],
    [
      ['submit', 'x.js', '--model', 'm.js#M'],
      "unexpected argument 'x.js'; an experiment and --model exclude each other",
    ],
    [['submit', '--scenario', 's', '--priority', '1', '--until', '9'], '--model is missing'],
    [['submit', '--model', 'm.js#M', '--peers', 'x'], '--peers is for a run with --model and without a coordinator'],
    [
      ['run', '--model', 'm.js#M', '--coordinator', 'x', '--peers', 'x'],
      "--peers is for a run with --model and without a coordinator; the workers are those that 'disco up' has started",
    ],
    [['up', '--experiment', 'x.js', '--listen', 'grpc://h:0'], '--listen is for runs of a model; give the models too'],
    [['up', '--model', 'm.js#M', '--only', 'leader'], '--only leader starts no workers'],
  ])('suggests the nearest name: %s', async (argv, message) => {
    const { code, stderr } = await printed(() => runCommand(argv));
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('does not report the value of an unknown option as a second problem', async () => {
    const { stderr } = await printed(() => runCommand(['results', 'x', '--respnse', 'a']));
    expect(stderr).toContain('the command line has 1 problem');
  });
});
