import { peerTrustProblems, readPeerAddress } from '@disco-engine/cluster';
import type { Problem } from '@disco-engine/kernel';
import type { TrustOptions } from '@disco-engine/transports/security';
import type { Flags } from '../flags/flags.js';

/** Free ports of this machine. */
const HERE = 'grpc://127.0.0.1:0';
/** In a run, each attempt has its own. */
const SOME_TOKEN = 'the token that the coordinator draws';

/** Where the workers of other hosts reach those of this one. Problems are added to those of the flags. */
export function readListen(flags: Flags, trust: TrustOptions): string {
  const text = flags.text('listen') ?? HERE;
  const problems: Problem[] = [];
  const address = readPeerAddress(text, trust.tls !== undefined, problems);
  if (address !== undefined) problems.push(...peerTrustProblems({ ...address, text }, { ...trust, token: SOME_TOKEN }));
  for (const { code, message } of problems) flags.refuse(code, `--listen: ${message}`);
  return text;
}
