import { isProof } from '@disco-engine/transports/security';

/** Compares a secret in constant time. */
export function isSameText(given: string, wanted: string): boolean {
  return isProof(Buffer.from(given), Buffer.from(wanted));
}
