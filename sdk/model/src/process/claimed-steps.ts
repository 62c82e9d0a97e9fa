import { DiscoError, printable } from '@disco-engine/kernel';
import type { Agenda } from './agenda.js';

/**
 * Marks a generator as that of one process, so that nobody else steps it. The mark is what `yield*` asks a generator for.
 *
 * @param name of the process, for the error
 * @throws DiscoError `STEPS_REUSED` where it is marked already
 */
export function claimSteps(steps: Iterable<unknown>, { host }: Agenda, name: string): void {
  if (steps[Symbol.iterator] !== refuse) {
    steps[Symbol.iterator] = refuse;
    return;
  }
  const { node, epoch } = host;
  const message = `process '${printable(name)}' of node '${node}' was given a generator that was started before; call the method anew for each process`;
  throw new DiscoError('STEPS_REUSED', message, { node, epoch });
}

function refuse(): never {
  const message =
    'yield* was given a generator that was started as a process; write yield* and what start returned, or call the method anew';
  throw new DiscoError('STEPS_REUSED', message);
}
