import type { CaseDifference, SuiteComparison } from './compare-runs.js';
import type { EngineResult } from './run-engines.js';
import type { EngineSuite } from './suite.js';

/** The text to show, and its totals. */
export interface Report {
  readonly text: string;
  readonly passed: number;
  readonly failed: number;
}

/** What counts as passed or failed in addition to the cases. */
export interface Demands {
  /** Whether a missing engine is a failure. */
  readonly mustBeHere: (name: string) => boolean;
  /** Whether at least one engine must differ in the control, because some of those requested are known to. */
  readonly controlMustDiffer: boolean;
}

/** A table of engines and suites, the cases that differ, and how many passed and failed. */
export function report(
  results: readonly EngineResult[],
  suites: readonly Pick<EngineSuite, 'name' | 'control'>[],
  { mustBeHere, controlMustDiffer }: Demands,
): Report {
  const [rows, notes]: [string[][], string[]] = [[], []];
  let [passed, failed, controlDiffers] = [0, 0, false];
  for (const result of results) {
    if (!('suites' in result)) {
      const missing = 'missing' in result;
      if (!missing || mustBeHere(result.name)) failed += 1;
      rows.push([result.name, missing ? 'not here' : 'FAILED', ...suites.map(() => '')]);
      notes.push(`${result.name}: ${missing ? result.missing : result.failed}`);
      continue;
    }
    const { name, version, seconds, suites: compared } = result;
    rows.push([
      name,
      version,
      ...suites.map((suite) => cell(compared.get(suite.name), suite.control)),
      seconds.toFixed(0),
    ]);
    for (const suite of suites) {
      const { equal = 0, different = [] } = compared.get(suite.name) ?? {};
      if (suite.control === true) controlDiffers ||= different.length > 0;
      else {
        passed += equal;
        failed += different.length;
        notes.push(...differences(`${name}, ${suite.name}`, different));
      }
    }
  }
  if (controlMustDiffer) {
    if (controlDiffers) passed += 1;
    else {
      failed += 1;
      notes.push('no engine differs in the control, so the comparison detects nothing');
    }
  }
  const heading = ['engine', 'version', ...suites.map((suite) => suite.name), 'seconds'];
  return {
    text: [...table([heading, ...rows]), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n'),
    passed,
    failed,
  };
}

/** The names of the cases that differ, and one of them in detail. */
function differences(where: string, different: readonly CaseDifference[]): string[] {
  const [first] = different;
  if (first === undefined) return [];
  const names = different.map(({ name }) => name).join('; ');
  return [`${where}: ${names}`, `  ${first.name}: ${first.detail}`];
}

/** Eight digits are enough to look at; the comparison checks every case. */
function cell(comparison: SuiteComparison | undefined, control = false): string {
  if (comparison === undefined) return '';
  const { equal, different, digest } = comparison;
  if (different.length === 0) return `= ${digest.slice(0, 8)}`;
  const count = `${different.length} of ${equal + different.length}`;
  return control ? `≠ ${count}, as expected` : `≠ ${digest.slice(0, 8)}: ${count}`;
}

/** In Markdown, with aligned columns. */
function table(rows: readonly (readonly string[])[]): string[] {
  const [heading = [], ...body] = rows;
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(heading), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)];
}
