import type { Problem } from '@disco-engine/kernel';
import { reachProblems, type TrustOptions } from '@disco-engine/transports/security';
import type { PeerAddress } from './peer-address.js';

/** Problems of reaching a worker at an address, for data and for commands, with these trust options. */
export function peerTrustProblems({ text, control }: PeerAddress, trust: TrustOptions): Problem[] {
  if ('path' in control) return [];
  return reachProblems(text, { kind: 'tcp', secure: trust.tls !== undefined, ...control }, trust);
}
