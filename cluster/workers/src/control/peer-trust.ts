import type { Problem } from '@disco-engine/kernel';
import { reachProblems, type TrustOptions } from '@disco-engine/transports/security';
import type { PeerAddress } from './peer-address.js';

/** What is wrong with reaching a worker at an address, for data and for commands, under this trust. */
export function peerTrustProblems({ text, control }: PeerAddress, trust: TrustOptions): Problem[] {
  if ('path' in control) return [];
  return reachProblems(text, { kind: 'tcp', secure: trust.tls !== undefined, ...control }, trust);
}
