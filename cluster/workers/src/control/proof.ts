import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Proves that one has the token, without showing it: by a keyed hash over numbers that both sides draw for this connection. */
export function proofOf(token: string, side: 'launcher' | 'worker', own: string, other: string): string {
  return createHmac('sha256', token).update(`disco-control-1 ${side} ${own} ${other}`).digest('hex');
}

/** Takes the same time wherever the two differ. */
export function isProof(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** 32 random bytes, as hexadecimal digits. */
export function drawNonce(): string {
  return randomBytes(32).toString('hex');
}
