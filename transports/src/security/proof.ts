import { createHmac, timingSafeEqual } from 'node:crypto';

export const NONCE_BYTES = 16;
export const PROOF_BYTES = 32;

/**
 * Proves possession of the token without revealing it. The parts contain random numbers from both sides, so a captured
 * proof cannot be replayed; the purpose prevents one side's proof from serving as the other's. All parts but the last
 * have a fixed length.
 *
 * @returns zeros if there is no token
 */
export function prove(token: Uint8Array | undefined, purpose: string, parts: readonly Uint8Array[]): Uint8Array {
  if (token === undefined) return new Uint8Array(PROOF_BYTES);
  const hash = createHmac('sha256', token).update(`disco ${purpose}\0`);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Compares in constant time. */
export function isProof(given: Uint8Array, expected: Uint8Array): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
