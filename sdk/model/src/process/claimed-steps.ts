import { DiscoError, printable, shownKind } from '@disco-engine/kernel';
import type { Agenda } from './agenda.js';

/**
 * Marks a generator as the steps of one process, so that nothing else can step it. It replaces the method that `yield*` calls.
 *
 * @param name of the process, for the error
 * @throws DiscoError `STEPS_INVALID` if it is no generator, such as the promise of an async method; `STEPS_REUSED` if it is marked already
 */
export function claimSteps(steps: Iterable<unknown>, { host }: Agenda, name: string): void {
  const { node, epoch } = host;
  if (!isGenerator(steps)) {
    const given = shownKind(steps);
    const message = `process '${printable(name)}' of node '${node}' was given ${given}, not a generator; declare the method as *${printable(name)}(), without async, and wait with yield*`;
    throw new DiscoError('STEPS_INVALID', message, { node, epoch });
  }
  if (steps[Symbol.iterator] !== refuse) {
    steps[Symbol.iterator] = refuse;
    return;
  }
  const message = `process '${printable(name)}' of node '${node}' was given a generator that has already been started; call the method again for each process`;
  throw new DiscoError('STEPS_REUSED', message, { node, epoch });
}

function isGenerator(steps: unknown): boolean {
  if (typeof steps !== 'object' || steps === null) return false;
  return 'next' in steps && typeof steps.next === 'function' && Symbol.iterator in steps;
}

function refuse(): never {
  const message =
    'yield* was given a generator that has already been started as a process; use yield* on the result of start(), or call the method again';
  throw new DiscoError('STEPS_REUSED', message);
}
