import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { writeReport } from '@disco-engine/report';
import { Flags } from '../flags/flags.js';
import { printError } from '../terminal/print.js';

const FLAGS = {
  out: 'report.html',
  channel: ['stage/*/stock'],
  open: undefined,
  json: undefined,
  debug: undefined,
} as const;

/** `disco report`: writes the report of a results folder, and may show it. */
export async function report(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, FLAGS, ['RESULTS']);
  flags.throwIfAny();
  const results = flags.argument(0);
  const out = flags.text('out') ?? join(results, 'report.html');
  const summary = await writeReport({ results, out, channels: flags.texts('channel') });
  if (flags.has('open')) open(out);
  if (flags.has('json')) return `${JSON.stringify({ out, ...summary })}\n`;
  const { finished, failed, missing, channels, drawn } = summary;
  const counts = `${finished} replications finished, ${failed} failed, ${missing} missing`;
  return `wrote ${out}: ${counts}; ${channels} channels, ${drawn} of them drawn\n`;
}

/** With what this system opens files with. Where it has nothing, the line that names the file has to do. */
function open(file: string): void {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  spawn(command, [...args, file], { detached: true, stdio: 'ignore' })
    .on('error', () => printError(`nothing here opens ${file}; open it in a browser\n`))
    .unref();
}
