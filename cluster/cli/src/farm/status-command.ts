import { farmStatus } from '@disco-engine/coordinator/farm';
import { Flags } from '../flags/flags.js';
import { interruptible } from '../terminal/interruptible.js';
import { print, printLines } from '../terminal/print.js';
import { widthOf } from '../terminal/terminal.js';
import { readCoordinator, withCoordinator } from '../flags/coordinator-flag.js';
import { findJob } from './find-job.js';
import { STATUS_FORM } from './farm-specs.js';
import { statusLines } from './status-text.js';
import { watchStatus } from './watch-status.js';

/** `disco status`. @returns the exit code */
export async function status(argv: readonly string[]): Promise<number> {
  const flags = new Flags(argv, STATUS_FORM);
  const url = readCoordinator(flags);
  flags.throwIfAny();
  return withCoordinator(url, async (coordinator) => {
    const text = flags.argument(0);
    const ids = text === '' ? undefined : [(await findJob(coordinator, text)).id];
    const show = (all: Parameters<typeof statusLines>[0]): void => {
      if (flags.has('json')) print(`${JSON.stringify(all)}\n`);
      else printLines(statusLines(all, widthOf(process.stdout)));
    };
    if (flags.has('watch')) await interruptible((signal) => watchStatus(coordinator, ids, signal, show));
    else show(await farmStatus(coordinator, ids));
    return 0;
  });
}
