import { randomBytes } from 'node:crypto';

/**
 * Draws unpredictable bytes: numbers of sessions, and what a proof of the token is computed over. Taken as a parameter
 * so that a simulation can repeat itself; everything else uses `systemRandomBytes`.
 */
export type RandomBytes = (count: number) => Uint8Array;

/** The random bytes of the operating system. */
export const systemRandomBytes: RandomBytes = (count) => randomBytes(count);
