import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineExperiment, readCases, replaceCases } from '@disco-engine/experiments';
import { InvalidInputError } from '@disco-engine/kernel';
import { Model, Node, OnEvent, ScenarioBuilder } from '@disco-engine/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

class Settings {
  load = 0.5;
  servers = 1;
  rule = 'fifo';
  isOpen = true;
  shifts: readonly number[] = [8];
  note: unknown = null;
}

@Node('desk')
class Desk {
  @OnEvent('work')
  work(): void {}
}

@Model({ name: 'desk', simprocs: ['work'], nodes: [Desk], parameters: Settings })
class DeskModel {}

let folder: string;

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'disco-cases-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string, name = 'cases.csv'): Promise<Readonly<Record<string, unknown>>[]> {
  const file = join(folder, name);
  await writeFile(file, content);
  return readCases(DeskModel, file);
}

async function problemsOf(content: string, name = 'cases.csv'): Promise<string[]> {
  const error = await read(content, name).catch((thrown: unknown) => thrown);
  if (!(error instanceof InvalidInputError)) throw new Error('nothing was refused', { cause: error });
  expect(error.code).toBe('CASES_INVALID');
  return error.problems.map(({ code, place }) => `${place?.line ?? '-'} ${code}`);
}

describe('cases from a CSV file', () => {
  test('are values of the kind of their defaults, which empty cells leave', async () => {
    const content = 'load,servers,rule,isOpen,shifts,note\n0.7,2,edd,false,"[8, 10]",7\n.95e0,,"a, b",TRUE,,seven\n';
    expect(await read(content)).toEqual([
      { load: 0.7, servers: 2, rule: 'edd', isOpen: false, shifts: [8, 10], note: 7 },
      { load: 0.95, rule: 'a, b', isOpen: true, note: 'seven' },
    ]);
  });

  test.each([
    ['semicolons', 'load;rule\n0.7;edd\n'],
    ['tabs', 'load\trule\n0.7\tedd\n'],
    ['blank lines, CRLF, a byte order mark and no end of the last line', '\uFEFFload,rule\r\n\r\n0.7,edd'],
  ])('may have %s', async (_, content) => {
    expect(await read(content)).toEqual([{ load: 0.7, rule: 'edd' }]);
  });

  test('have no row where a line is blank, but one where a cell is an empty text', async () => {
    expect(await read('rule\n\nedd\n""\n   \n')).toEqual([{ rule: 'edd' }, { rule: '' }]);
  });

  test('are refused with all problems and their lines in one report', async () => {
    const content = 'load,srvers,isOpen,shifts\nx,1,yes,8\n0.5\n1e999,1,true,[8\n"0.7"x,1,true,[8]\n';
    expect((await problemsOf(content)).sort()).toEqual([
      '1 PARAMETER_UNKNOWN',
      '2 PARAMETER_TYPE_WRONG',
      '2 VALUE_INVALID',
      '2 VALUE_INVALID',
      '3 ROW_RAGGED',
      '4 VALUE_INVALID',
      '4 VALUE_INVALID',
      '5 QUOTES_INVALID',
    ]);
  });

  test('suggest the parameter that a column may mean', async () => {
    await expect(read('srvers\n2\n')).rejects.toThrow(
      /cases\.csv:1: unknown parameter 'srvers'; did you mean 'servers'\?/,
    );
  });

  test.each([
    ['', '1 FILE_EMPTY'],
    ['load\n', '- FILE_EMPTY'],
    ['load,load\n1,2\n', '1 COLUMN_REPEATED'],
    ['load,\n1,\n', '1 COLUMN_UNNAMED'],
    ['load,rule\n0.7,edd\n,\n\n', '3 ROW_INVALID'],
    ['load\trule\n\t\n0.7\tedd\n', '2 ROW_INVALID'],
  ])('need a header and rows with values: %j', async (content, problem) => {
    expect(await problemsOf(content)).toEqual([problem]);
  });
});

describe('cases from a JSON file', () => {
  test('are a list of objects, also by URL', async () => {
    const cases = [{ load: 0.7 }, { load: 0.9, shifts: [] }];
    await writeFile(join(folder, 'some.json'), JSON.stringify(cases));
    expect(await readCases(DeskModel, pathToFileURL(join(folder, 'some.json')))).toEqual(cases);
  });

  test.each([
    ['[{"laod": 1}, 7, {"load": "x"}]', ['- PARAMETER_UNKNOWN', '- VALUE_INVALID', '- PARAMETER_TYPE_WRONG']],
    ['{"load": 1}', ['- VALUE_INVALID']],
    ['[{]', ['- VALUE_INVALID']],
    ['[]', ['- FILE_EMPTY']],
  ])('are refused with all problems: %s', async (content, problems) => {
    expect(await problemsOf(content, 'bad.json')).toEqual(problems);
  });
});

test('a file of another kind, or none, is refused', async () => {
  expect(await problemsOf('load\n1\n', 'cases.txt')).toEqual(['- FILE_FORMAT_UNKNOWN']);
  for (const name of ['none.csv', 'none.json'])
    await expect(readCases(DeskModel, join(folder, name))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

describe('an experiment with other cases', () => {
  const scenario = new ScenarioBuilder().vertex('desk', 'd').build();
  const experiment = defineExperiment(DeskModel, {
    scenario,
    duration: 10,
    parameters: { rule: 'edd', load: [0.1, 0.2], servers: 3 },
  });

  test('keeps the parameters that all of its cases share', () => {
    const { cases, ...rest } = replaceCases(experiment, [{ load: 0.7, servers: 1 }, { isOpen: false }]);
    expect(cases).toEqual([
      { number: 0, parameters: { rule: 'edd', load: 0.7, servers: 1 } },
      { number: 1, parameters: { rule: 'edd', servers: 3, isOpen: false } },
    ]);
    const { cases: _before, ...before } = experiment;
    expect(rest).toEqual(before);
  });

  test('is refused if two of them are equal', () => {
    expect(() => replaceCases(experiment, [{ load: 0.7 }, { load: 0.7, rule: 'edd' }])).toThrow(
      /^the list of cases of experiment 'desk' has 1 problem:\n  cases 0 and 1 have the same parameters/,
    );
  });
});
