import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCsvFile } from '@disco-engine/data';
import { DiscoError, InvalidInputError, shownKind, type Problem } from '@disco-engine/kernel';
import { explore, type ModelClass, type ModelSpecification } from '@disco-engine/sdk';
import { parameterValues } from '@disco-engine/sdk/extensions';
import { problemsOf } from './case-problems.js';
import { parseParameter } from './parse-parameter.js';

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Reads the cases of an experiment from a file. In CSV, the first row names parameters of the model, and each further row is a case; a
 * cell is read as the kind of the parameter's default, and an empty cell leaves the default. Blank lines are skipped; a row of empty cells is
 * refused. JSON is a list of objects.
 *
 * @param file path, or URL, of a `.csv`, `.tsv` or `.json` file
 * @throws InvalidInputError `CASES_INVALID` with all problems, each with its line in a CSV file; `MODEL_INVALID`
 * @throws DiscoError `FILE_UNREADABLE`
 *
 * @example
 * export default defineExperiment(Shop, {
 *   scenario, duration: 100, replications: 20,
 *   cases: await readCases(Shop, new URL('cases.csv', import.meta.url)),
 * });
 */
export async function readCases(model: ModelClass, file: string | URL): Promise<Parameters[]> {
  const path = typeof file === 'string' ? file : fileURLToPath(file);
  const specification = explore(model);
  const problems: Problem[] = [];
  const format = extname(path).toLowerCase();
  let cases: Parameters[] = [];
  if (format === '.json') cases = await jsonCases(path, specification, problems);
  else if (format === '.csv' || format === '.tsv') cases = await csvCases(path, specification, problems);
  else problems.push({ code: 'FILE_FORMAT_UNKNOWN', message: `give a file that ends in .csv, .tsv or .json` });
  if (problems.length === 0 && cases.length === 0)
    problems.push({ code: 'FILE_EMPTY', message: 'there are no cases; give at least one', place: { file: path } });
  if (problems.length > 0) throw new InvalidInputError('CASES_INVALID', `the list of cases in ${path}`, problems);
  return cases;
}

async function csvCases(path: string, specification: ModelSpecification, problems: Problem[]): Promise<Parameters[]> {
  const { names, rows, problems: faults } = await readCsvFile(path);
  problems.push(...faults);
  const { parameters } = specification;
  const defaults = parameters === undefined ? {} : (new parameters() as Record<string, unknown>);
  // An unknown column is one problem, not one in each row.
  const isKnown = (name: string): boolean => Object.hasOwn(defaults, name);
  const unknown = Object.fromEntries(names.filter((name) => name !== '' && !isKnown(name)).map((name) => [name, null]));
  for (const problem of problemsOf(() => parameterValues(specification, unknown)))
    problems.push({ ...problem, place: { file: path, line: 1 } });
  return rows.map(({ line, cells }) => {
    // Spreadsheets leave such rows behind, and a case with all defaults may be meant, too.
    if (cells.every((cell) => cell === null))
      problems.push({ code: 'ROW_INVALID', message: EMPTY_ROW, place: { file: path, line } });
    const entries = names.flatMap((name, at): (readonly [string, unknown])[] => {
      const text = cells[at] ?? null;
      if (text === null || !isKnown(name)) return [];
      const parsed = parseParameter(text, defaults[name]);
      if ('value' in parsed) return [[name, parsed.value]];
      const message = `parameter '${name}': ${parsed.problem}`;
      problems.push({ code: 'VALUE_INVALID', message, place: { file: path, line } });
      return [];
    });
    const own = Object.fromEntries(entries);
    for (const problem of problemsOf(() => parameterValues(specification, own)))
      problems.push({ ...problem, place: { file: path, line } });
    return own;
  });
}

const EMPTY_ROW =
  'all cells of the row are empty; remove it or, for a case with all defaults, write one of them into its cell';

async function jsonCases(path: string, specification: ModelSpecification, problems: Problem[]): Promise<Parameters[]> {
  const refuse = (message: string): void =>
    void problems.push({ code: 'VALUE_INVALID', message, place: { file: path } });
  const json = await jsonOf(path, refuse);
  if (json === undefined) return [];
  if (!Array.isArray(json)) refuse(`the file holds ${shownKind(json)}; give a list of objects, as in [{"load": 0.7}]`);
  else
    for (const [at, one] of (json as unknown[]).entries()) {
      if (typeof one !== 'object' || one === null || Array.isArray(one))
        refuse(`case ${at} is ${shownKind(one)}; give an object with parameters`);
      else
        for (const { code, message } of problemsOf(() => parameterValues(specification, one)))
          problems.push({ code, message: `case ${at}: ${message}`, place: { file: path } });
    }
  return problems.length > 0 ? [] : (json as Parameters[]);
}

async function jsonOf(path: string, refuse: (message: string) => void): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('FILE_UNREADABLE', `cannot read ${path}: ${reason}`, { file: path }, { cause });
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (cause) {
    return void refuse(`the file is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
