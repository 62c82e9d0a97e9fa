import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { experiment, FakeResults } from '../../../../sdk/report/test/fake-results.js';
import { report } from '../../src/experiment/report-command.js';

describe('disco report', () => {
  let results: FakeResults;

  beforeEach(async () => {
    const cases = [0, 1].map((number) => ({ number, parameters: { speed: number } }));
    results = await FakeResults.make({ ...experiment, replications: 2, cases });
    for (const number of [0, 1])
      for (const replication of [0, 1])
        await results.add(number, replication, [
          { node: 'chain', name: 'sales', kind: 'tally', count: 1, mean: 10 * number + replication },
        ]);
  });
  afterEach(() => results.close());

  const html = (): Promise<string> => readFile(join(results.folder, 'report.html'), 'utf8');

  test('answers the question, and draws the chosen cases', async () => {
    expect(await report([results.folder, '--maximise', 'chain/sales', '--case', '0'])).toContain(
      '4 replications finished',
    );
    expect(await html()).toContain('<p class="headline">Best: case 1: speed 1</p>');
    expect(await html()).toContain('show 1 of 2 cases: 0.');
    await report([results.folder, '--minimise', 'chain/sales']);
    expect(await html()).toContain('<p class="headline">Best: case 0: speed 0</p>');
  });

  test('names the command for the figures, for programs', async () => {
    const told = JSON.parse(await report([results.folder, '--json'])) as object;
    expect(told).toMatchObject({ finished: 4, figures: `disco results ${results.folder} --json` });
  });

  test('names the command that prints CSV', async () => {
    await expect(report([results.folder, '--csv'])).rejects.toMatchObject({
      problems: [
        { code: 'OPTION_UNKNOWN', message: "unknown option --csv; 'disco results --csv' prints the figures as CSV" },
      ],
    });
  });

  test('refuses two goals, and a case that is not a number', async () => {
    const argv = [results.folder, '--minimise', 'a/b', '--maximise', 'c/d', '--case', 'x'];
    await expect(report(argv)).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
      problems: [
        { code: 'OPTION_INVALID', message: "--minimise is 'a/b' and --maximise is 'c/d'; give only one" },
        { code: 'VALUE_INVALID', message: "--case is 'x'; it must be the number of a case, such as 3" },
      ],
    });
  });
});
