import { InvalidInputError } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { readArguments, USAGE } from '../../src/conformance/arguments.js';

const problemsOf = (...args: string[]): string[] => {
  try {
    readArguments(args);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
};

describe('the command line of the conformance run', () => {
  it('takes files, with one worker and no transport by default', () => {
    expect(readArguments(['a.json', 'b.json.gz'])).toEqual({
      files: ['a.json', 'b.json.gz'],
      workers: 1,
      transport: undefined,
      help: false,
    });
    expect(readArguments(['--workers', '3', '--transport', 'in-process', 'a.json'])).toMatchObject({
      workers: 3,
      transport: 'in-process',
    });
    expect(readArguments(['--workers=2', '--transport=none', 'a.json'])).toMatchObject({ transport: undefined });
    expect(readArguments(['--help'])).toMatchObject({ help: true, files: [] });
    expect(USAGE).toContain('--transport NAME');
  });

  it('needs a file', () => {
    expect(() => readArguments([])).toThrow(
      expect.objectContaining({
        code: 'ARGUMENTS_REFUSED',
        problems: [{ code: 'FILE_MISSING', message: 'no trace file is given' }],
      }),
    );
  });

  it('reports all problems at once', () => {
    expect(problemsOf('--workers', '0', '--transport', 'pigeon', '--loud')).toEqual([
      expect.stringContaining('--loud'),
      expect.stringMatching(/--workers takes a whole number from 1 to 1024, not '0'/),
      expect.stringMatching(/--transport takes .*in-process, .*none, not 'pigeon'/),
      expect.stringContaining('no trace file'),
    ]);
    for (const workers of ['two', '1.5', '-1', '1025', ''])
      expect(problemsOf(`--workers=${workers}`, 'a')).toHaveLength(1);
    expect(problemsOf('a', '--workers')).toEqual(['--workers takes a value']);
    expect(problemsOf('--help=yes')).toEqual(expect.arrayContaining(['--help takes no value']));
  });
});
