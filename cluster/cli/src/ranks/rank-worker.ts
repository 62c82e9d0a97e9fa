import { basename } from 'node:path';
import { peerTrustProblems, readPeerAddress, StandingWorker } from '@disco-engine/cluster';
import { InvalidInputError, type Problem } from '@disco-engine/kernel';
import { trustProblems, type TrustOptions } from '@disco-engine/transports/security';
import type { ModuleFlag } from '../flags/module-flag.js';
import type { Ranks } from '../flags/ranks-flag.js';
import { listenAddress } from './listen-address.js';

/** What the worker of a rank may run, and with whom. */
export interface RankOptions {
  readonly model: ModuleFlag;
  readonly trust: TrustOptions;
}

/** Starts the worker of this rank. @throws DiscoError `LISTEN_FAILED`; InvalidInputError `OPTIONS_INVALID` */
export async function rankWorker(
  { rank, addresses, threads }: Ranks,
  { model, trust }: RankOptions,
): Promise<StandingWorker> {
  const problems: Problem[] = [];
  const own = addresses[rank] ?? '';
  const address = readPeerAddress(listenAddress(own), trust.tls !== undefined, problems);
  problems.push(...trustProblems(trust));
  if (address !== undefined) problems.push(...peerTrustProblems({ ...address, text: own }, trust));
  if (address === undefined || problems.length > 0)
    throw new InvalidInputError('OPTIONS_INVALID', 'the address of this rank', problems);
  return StandingWorker.listen({ address, modules: { [basename(model.path)]: model.url }, trust, threads });
}

/** What messages call a rank. */
export function rankName(rank: number, address: string): string {
  return `rank ${rank} (${address})`;
}
