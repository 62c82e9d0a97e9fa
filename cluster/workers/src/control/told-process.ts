import { DiscoError } from '@disco-engine/kernel';
import type { ProcessFacts } from '../hosts/process-facts.js';
import type { PeerAddress } from './peer-address.js';

/** Maximum number of threads of one worker process. */
export const MOST_THREADS = 64;

/** As numbers with names, for `controlIntroduction`. */
export function toFacts({ process, others }: ProcessFacts): Readonly<Record<string, number>> {
  return {
    process,
    threads: others.length + 1,
    ...Object.fromEntries(others.map((at, index) => [`thread.${index + 1}`, at])),
  };
}

/**
 * @param fact a number of the other side, NaN if there is none
 * @returns undefined if it is the only thread of its process
 * @throws DiscoError `HANDSHAKE_REFUSED`
 */
export function fromFacts(fact: (name: string) => number): ProcessFacts | undefined {
  const [process, threads] = [fact('process'), fact('threads')];
  if (Number.isNaN(process)) return undefined;
  const count = Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS ? threads - 1 : NaN;
  const others = Array.from({ length: count || 0 }, (_, index) => fact(`thread.${index + 1}`));
  const isSound =
    !Number.isNaN(count) && [process, ...others].every((value) => Number.isSafeInteger(value) && value >= 0);
  if (isSound && others.every((at) => at <= MOST_PORT)) return { process, others };
  throw new DiscoError(
    'HANDSHAKE_REFUSED',
    `its description of its threads is invalid: process ${process}, ${threads} threads`,
  );
}

/** The address of another thread of a process. @param at as in `others` */
export function addressOfThread(first: PeerAddress, thread: number, at: number): PeerAddress {
  const text = `${first.text}#${thread}`;
  if ('path' in first.control) {
    const listen = `${first.listen}.${at}`;
    return { ...first, text, listen, control: { path: `${listen.slice('unix:'.length)}.control` } };
  }
  return { ...first, text, control: { ...first.control, port: at } };
}

const MOST_PORT = 65_535;
