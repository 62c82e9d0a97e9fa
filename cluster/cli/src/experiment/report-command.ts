import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { writeReport, type ReportGoal } from '@disco-engine/report';
import { Flags } from '../flags/flags.js';
import { printErrorLines } from '../terminal/print.js';
import { figuresCommand } from './outcome-text.js';
import { REPORT_FORM } from './report-spec.js';

/** `disco report`: writes the report of a results folder, and shows it if asked to. */
export async function report(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, REPORT_FORM);
  const goal = goalOf(flags);
  const cases = casesOf(flags);
  flags.throwIfAny();
  const results = flags.argument(0);
  const out = flags.text('out') ?? join(results, 'report.html');
  const summary = await writeReport({ results, out, channels: flags.texts('channel'), cases, goal });
  if (flags.has('open')) open(out);
  if (flags.has('json')) return `${JSON.stringify({ out, ...summary, figures: figuresCommand(results) })}\n`;
  const { finished, failed, missing, channels, drawn } = summary;
  const counts = `${finished} replications finished, ${failed} failed, ${missing} missing`;
  return `wrote ${out}: ${counts}; ${channels} channels, ${drawn} of them drawn\n`;
}

function goalOf(flags: Flags): ReportGoal | undefined {
  const [least, greatest] = [flags.text('minimise'), flags.text('maximise')];
  if (least !== undefined && greatest !== undefined)
    flags.refuse('OPTION_INVALID', `--minimise is '${least}' and --maximise is '${greatest}'; give only one`);
  if (least !== undefined) return { response: least, best: 'least' };
  return greatest === undefined ? undefined : { response: greatest, best: 'greatest' };
}

function casesOf(flags: Flags): number[] {
  return flags.texts('case').map((text) => {
    if (!/^\d+$/.test(text))
      flags.refuse('VALUE_INVALID', `--case is '${text}'; it must be the number of a case, such as 3`);
    return Number(text);
  });
}

/** Opens a file in the program that this system has for it. If it has none, the line that names the file must do. */
function open(file: string): void {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  spawn(command, [...args, file], { detached: true, stdio: 'ignore' })
    .on('error', () => printErrorLines([`this system has no program that opens ${file}; open it in a browser`]))
    .unref();
}
