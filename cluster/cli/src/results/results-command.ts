import { csvText, parquetBytes } from '@disco-engine/data';
import {
  casesTable,
  readResults,
  resultsFigures,
  resultsTable,
  unknownResponse,
  writeAside,
  type Results,
} from '@disco-engine/experiments';
import { InvalidInputError } from '@disco-engine/kernel';
import { namePatterns } from '@disco-engine/sdk/extensions';
import { Flags } from '../flags/flags.js';
import { printData } from '../terminal/print.js';
import { counted } from '../terminal/counted.js';
import type { Line } from '../terminal/styled.js';
import { widthOf } from '../terminal/terminal.js';
import { compareResults } from './compare-results.js';
import { comparisonJson, comparisonLines } from './comparison-text.js';
import { resultsLines } from './table-text.js';
import { RESULTS_FORM } from './results-spec.js';

type Format = 'text' | 'csv' | 'json' | 'parquet';

/** `disco results`: prints the figures of a results folder, or writes them for other tools. */
export async function results(argv: readonly string[]): Promise<string | number | readonly Line[]> {
  const flags = new Flags(argv, RESULTS_FORM);
  const { format, out } = targetOf(flags);
  const isByCase = flags.has('by-case');
  if (isByCase && format === 'json')
    flags.refuse('OPTION_INVALID', '--json lists the figures of each case anyway; leave out --by-case');
  const second = flags.argument(1);
  if (second !== '' && (out !== undefined || isByCase || format === 'csv'))
    flags.refuse(
      'OPTION_INVALID',
      'the differences of two folders are printed as a table or with --json; leave out the rest',
    );
  flags.throwIfAny();
  const read = await readResults(flags.argument(0));
  if (second !== '') return comparison(flags, read, await readResults(second), format === 'json');
  const names = namesOf(read, flags.texts('response'));
  const isChosen = flags.has('response');
  const tableOf = isByCase ? casesTable : resultsTable;
  if (out === undefined) {
    if (format === 'text') return resultsLines(read, names, { isByCase, isChosen, width: widthOf(process.stdout) });
    await printData(format === 'json' ? jsonOf(read, names) : csvText(tableOf(read, names)));
    return 0;
  }
  const content =
    format === 'json'
      ? jsonOf(read, names)
      : format === 'parquet'
        ? await parquetBytes(tableOf(read, names))
        : csvText(tableOf(read, names));
  await writeAside(out, 'the table', content);
  const counts = [
    counted(names.length, 'response'),
    counted(read.runs.length, 'replication'),
    counted(read.cases.length, 'case'),
  ];
  return `wrote ${out}: ${counts.join(', ')}\n`;
}

/** The differences between two folders, of the responses that are chosen, or else declared, or else all. */
async function comparison(flags: Flags, first: Results, second: Results, isJson: boolean): Promise<number | Line[]> {
  const both = first.responses.filter((name) => second.responses.includes(name));
  const declared = first.experiment.responses.map(({ name }) => name).filter((name) => both.includes(name));
  const isChosen = flags.has('response');
  const names = isChosen
    ? namesOf({ ...first, responses: both }, flags.texts('response'))
    : declared.length > 0
      ? declared
      : both;
  const compared = compareResults(first, second, names);
  const folders = [flags.argument(0), flags.argument(1)] as const;
  if (!isJson) return comparisonLines(compared, folders, widthOf(process.stdout));
  await printData([comparisonJson(compared, folders)]);
  return 0;
}

function jsonOf(read: Results, names: readonly string[]): Iterable<string> {
  return [`${JSON.stringify(resultsFigures(read, names))}\n`];
}

/** The format, from a switch or from the name of the file. */
function targetOf(flags: Flags): { readonly format: Format; readonly out: string | undefined } {
  const out = flags.text('out');
  const named = (['csv', 'json', 'parquet'] as const).filter((format) => flags.has(format));
  if (named.length > 1)
    flags.refuse('OPTION_INVALID', `${named.map((one) => `--${one}`).join(' and ')} exclude each other; give only one`);
  const [asked] = named;
  if (asked === 'parquet') {
    if (out !== undefined)
      flags.refuse('OPTION_INVALID', `--parquet and --out ('${out}') both name a file; give only one`);
    return { format: asked, out: flags.text('parquet') };
  }
  if (out === undefined || asked !== undefined) return { format: asked ?? 'text', out };
  const ending = (['csv', 'json', 'parquet'] as const).find((one) => out.toLowerCase().endsWith(`.${one}`));
  if (ending === undefined)
    flags.refuse(
      'VALUE_INVALID',
      `--out is '${out}'; add --csv or --json, or give a name that ends in .csv, .json or .parquet`,
    );
  return { format: ending ?? 'text', out };
}

/** @throws InvalidInputError `OPTIONS_INVALID` with each pattern that matches no response */
function namesOf({ responses }: Results, patterns: readonly string[]): readonly string[] {
  if (patterns.length === 0) return responses;
  const problems = patterns
    .filter((pattern) => !responses.some(namePatterns([pattern])))
    .map((pattern) => unknownResponse(pattern, responses));
  if (problems.length > 0) throw new InvalidInputError('OPTIONS_INVALID', 'the command line', problems);
  return responses.filter(namePatterns(patterns));
}
