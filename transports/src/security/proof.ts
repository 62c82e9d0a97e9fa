import { createHmac, timingSafeEqual } from 'node:crypto';

export const NONCE_BYTES = 16;
export const PROOF_BYTES = 32;

/**
 * Shows that one has the token, without telling it. The parts hold random numbers of both sides, so a proof that was overheard is of
 * no use a second time; the purpose keeps the proof of one side from serving as that of the other. All parts but the last have a
 * fixed length.
 *
 * @returns zeros where there is no token
 */
export function prove(token: Uint8Array | undefined, purpose: string, parts: readonly Uint8Array[]): Uint8Array {
  if (token === undefined) return new Uint8Array(PROOF_BYTES);
  const hash = createHmac('sha256', token).update(`disco ${purpose}\0`);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Takes the same time wherever the first difference is. */
export function isProof(given: Uint8Array, expected: Uint8Array): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
