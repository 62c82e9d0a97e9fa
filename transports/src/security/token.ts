import { randomBytes } from 'node:crypto';
import type { Problem } from '@disco-engine/kernel';

/** A shorter token could be guessed. */
export const LEAST_TOKEN_BYTES = 16;
/**
 * Random tokens of the least length, even as 16 hexadecimal digits, have at least this many distinct bytes, and as many
 * distinct steps from one byte to the next; `aaaa…`, `abcabc…`, `0123…` and `acegik…` have fewer of one or the other.
 */
const LEAST_DISTINCT = 6;
/** 256 bits. */
const DRAWN_BYTES = 32;

/** A token that nobody can guess: 256 random bits as 64 hexadecimal digits. */
export function drawToken(): string {
  return randomBytes(DRAWN_BYTES).toString('hex');
}

/** What is wrong with a token, or undefined if it is fine. */
export function tokenProblem(token: string | Uint8Array): Problem | undefined {
  const bytes = Buffer.from(token);
  if (bytes.length < LEAST_TOKEN_BYTES)
    return weak(`has ${counted(bytes.length, 'byte')}, and the least length is ${LEAST_TOKEN_BYTES}`);
  const repeated = repeatedBytes(bytes);
  if (repeated < LEAST_TOKEN_BYTES)
    return weak(`is easy to guess: it repeats ${repeated === 1 ? 'one byte' : `its first ${repeated} bytes`}`);
  const distinct = new Set(bytes).size;
  if (distinct < LEAST_DISTINCT) return weak(`is easy to guess: it has only ${distinct} distinct bytes`);
  if (distinctSteps(bytes) < LEAST_DISTINCT) return weak('is easy to guess: its bytes are a sequence');
  return undefined;
}

/** Length of the part of which all bytes are a repetition; all of them if no part is repeated as a whole. */
function repeatedBytes(bytes: Uint8Array): number {
  for (let length = 1; 2 * length <= bytes.length; length++)
    if (bytes.every((byte, at) => at < length || byte === bytes[at - length])) return length;
  return bytes.length;
}

function distinctSteps(bytes: Uint8Array): number {
  return new Set(Array.from(bytes, (byte, at) => byte - (bytes[at - 1] ?? byte))).size;
}

function weak(what: string): Problem {
  return { code: 'TOKEN_WEAK', message: `the token ${what}; make a good one with: disco token FILE` };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
