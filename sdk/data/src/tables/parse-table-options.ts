import { InvalidInputError } from '@disco-engine/kernel';
import * as v from 'valibot';
import { isUnknownOption } from '../json/json-options.js';
import { fault, pathText } from '../json/parse-json.js';
import { tableOptionsSchema, type ParsedTableOptions } from './option-schemas.js';
import { ProblemReport } from './problem-report.js';

/**
 * Checks options from JavaScript or from a JSON file, which no compiler has checked, and converts them to the long form.
 *
 * @param file file that the options come from
 * @throws InvalidInputError `SCENARIO_INVALID` with all problems
 */
export function parseTableOptions(given: unknown, file?: string): ParsedTableOptions {
  const { success, output, issues } = v.safeParse(tableOptionsSchema, given);
  if (success) return output;
  const report = new ProblemReport();
  const place = file === undefined ? {} : { file };
  for (const issue of issues) {
    if (isUnknownOption(issue)) report.add('OPTION_UNKNOWN', unknownOption(issue), place);
    else report.add('OPTION_INVALID', fault(issue), place);
  }
  throw new InvalidInputError('SCENARIO_INVALID', 'the import of the scenario', report.problems());
}

function unknownOption({ path, input, message }: v.BaseIssue<unknown>): string {
  const where = pathText(path?.slice(0, -1) ?? []);
  return `${where === '' ? '' : `${where}: `}there is no option '${String(input)}'; there are: ${message}`;
}
