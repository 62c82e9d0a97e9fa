import { InvalidInputError } from '@disco-engine/kernel';
import { expect, it } from 'vitest';
import { readArguments, usage } from '../../src/engines/arguments.js';

const names = ['node', 'jsc'];

it('the command line names engines and modules', () => {
  expect(readArguments([], names)).toEqual({ engines: undefined, modules: [], help: false });
  expect(readArguments(['--engines', 'jsc,node', '--with', 'a.js', '--with', 'b.js'], names)).toEqual({
    engines: ['jsc', 'node'],
    modules: ['a.js', 'b.js'],
    help: false,
  });
  expect(readArguments(['--all'], names).engines).toEqual(names);
  expect(readArguments(['--help'], names).help).toBe(true);
  expect(usage(names)).toContain('of node, jsc;');
});

it('all of its problems are reported', () => {
  const args = ['--engines', 'v8', '--all=1', '--fast', 'more', '--with'];
  expect(problemsOf(() => readArguments(args, names))).toEqual([
    'VALUE_INVALID --all takes no value',
    'OPTION_UNKNOWN unknown option --fast; see --help',
    'VALUE_INVALID --with takes a value',
    "ARGUMENT_UNEXPECTED unexpected argument 'more'",
    "VALUE_INVALID --engines: unknown engine 'v8'; the engines are node, jsc",
  ]);
});

function problemsOf(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems.map(({ code, message }) => `${code} ${message}`);
    throw error;
  }
  return [];
}
