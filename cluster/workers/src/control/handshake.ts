import { randomBytes } from 'node:crypto';
import { isProof, prove, type TrustOptions } from '@disco-engine/transports/security';

// Over a control connection, before any message:
//   worker:   disco-control 2 NONCE
//   launcher: NONCE PROOF LOST_AFTER
//   worker:   welcome PROOF COMMAND_BYTES RUN_BYTES, or: refused CODE WHY
// Numbers are decimal; nonces and proofs are hexadecimal.

export const PROTOCOL = 'disco-control 2';

const NONCE_BYTES = 32;
const NONCE = /^[\da-f]{64}$/;

export function drawNonce(): string {
  return randomBytes(NONCE_BYTES).toString('hex');
}

/** Proves that one side has the token, using the nonces of both. */
export function proofOf(side: 'launcher' | 'worker', token: TrustOptions['token'], nonces: Nonces): string {
  const key = token === undefined ? undefined : Buffer.from(token);
  const parts = [Buffer.from(nonces.launcher), Buffer.from(nonces.worker)];
  return Buffer.from(prove(key, `control ${side}`, parts)).toString('hex');
}

/** Whether a side has proved that it has the token. If neither side has one, there is nothing to prove. */
export function hasProved(
  side: 'launcher' | 'worker',
  given: string,
  token: TrustOptions['token'],
  nonces: Nonces,
): boolean {
  const areNonces = NONCE.test(nonces.launcher) && NONCE.test(nonces.worker);
  return areNonces && isProof(Buffer.from(given), Buffer.from(proofOf(side, token, nonces)));
}

export interface Nonces {
  readonly launcher: string;
  readonly worker: string;
}
