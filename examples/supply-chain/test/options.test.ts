import { existsSync } from 'node:fs';
import { InvalidInputError } from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { readOptions, USAGE } from '../src/options.js';

function codes(...argv: string[]): string[] {
  try {
    readOptions(argv);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

describe('the command line', () => {
  it('has defaults: a large chain that exists, three years after one of warm-up', () => {
    const { chain, ...rest } = readOptions([]);
    expect(chain).toMatch(/chain_38\.csv$/);
    expect(existsSync(chain)).toBe(true);
    expect(rest).toEqual({
      days: 1095,
      warmup: 365,
      seed: 7,
      workers: 1,
      transport: undefined,
      json: false,
      debug: false,
      help: false,
    });
  });

  it('takes every option, also in the form with =', () => {
    const argv = ['--chain', 'a.csv', '--days=30', '--warmup', '0', '--seed', '0', '--json', '--debug'];
    argv.push('--workers', '3', '--transport=ws');
    expect(readOptions(argv)).toEqual({
      chain: 'a.csv',
      days: 30,
      warmup: 0,
      seed: 0,
      workers: 3,
      transport: 'ws',
      json: true,
      debug: true,
      help: false,
    });
  });

  it.each([
    [
      ['--dayz', '30'],
      ['OPTION_UNKNOWN', 'ARGUMENT_UNEXPECTED'],
    ],
    [['-d'], ['OPTION_UNKNOWN']],
    [['--__proto__'], ['OPTION_UNKNOWN']],
    [['chain.csv'], ['ARGUMENT_UNEXPECTED']],
    [['--days'], ['VALUE_MISSING']],
    [['--days', '--json'], ['VALUE_MISSING']],
    [['--days='], ['VALUE_MISSING']],
    [['--chain', ''], ['VALUE_MISSING']],
    [['--json=yes'], ['OPTION_INVALID']],
    [['--days', 'many'], ['VALUE_INVALID']],
    [['--days', '-30'], ['VALUE_INVALID']],
    [['--days', '0'], ['VALUE_INVALID']],
    [['--days', '1.5'], ['VALUE_INVALID']],
    [['--warmup', '-1'], ['VALUE_INVALID']],
    [['--warmup', 'NaN'], ['VALUE_INVALID']],
    [['--seed', '1.5'], ['VALUE_INVALID']],
    [['--seed', '-7'], ['VALUE_INVALID']],
    [['--seed', '0x7'], ['VALUE_INVALID']],
    [['--seed', '99999999999999999999'], ['VALUE_INVALID']],
    [['--workers', '0'], ['VALUE_INVALID']],
    [['--transport', 'pigeon'], ['VALUE_INVALID']],
  ])('%j is refused', (argv, expected) => {
    expect(codes(...argv)).toEqual(expected);
  });

  it('reports everything at once, with suggestions', () => {
    const argv = ['--dayz=3', '--seed', 'x', '--warmup', '-1', 'more'];
    expect(codes(...argv)).toEqual(['OPTION_UNKNOWN', 'ARGUMENT_UNEXPECTED', 'VALUE_INVALID', 'VALUE_INVALID']);
    expect(() => readOptions(argv)).toThrow(/did you mean --days\?/);
    expect(() => readOptions(argv)).toThrow(/--seed is "x"; it must be a whole number of at least 0/);
    expect(() => readOptions(['--transport', 'grcp'])).toThrow(/--transport is "grcp"; did you mean grpc\?/);
  });

  it('gives help whatever else is on the command line', () => {
    expect(readOptions(['--help', '--nonsense']).help).toBe(true);
  });

  it('has a help text that names every option', () => {
    for (const option of Object.keys(readOptions([]))) expect(USAGE).toContain(`--${option}`);
  });
});
