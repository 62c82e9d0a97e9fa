import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import {
  importTransport,
  MOST_THREADS,
  peerTrustProblems,
  readPeerAddress,
  StandingWorker,
} from '@disco-engine/cluster';
import { InvalidInputError, type Problem } from '@disco-engine/kernel';
import { trustProblems } from '@disco-engine/transports/security';
import { listenAddress } from '../ranks/listen-address.js';
import type { RunCommandOptions } from './run-options.js';

/** Threads of this process as workers, beside those of the peers. */
export interface OwnThreads {
  readonly worker: StandingWorker;
  /** As the peers reach them. */
  readonly address: string;
}

/**
 * Starts the threads of this process that take part in a run with others.
 *
 * @param listen where the peers reach them
 * @throws InvalidInputError `OPTIONS_INVALID`; DiscoError `LISTEN_FAILED`
 */
export async function ownThreads(
  listen: string,
  options: Pick<RunCommandOptions, 'model' | 'trust' | 'transport' | 'workers'>,
): Promise<OwnThreads> {
  const { model, trust, transport, workers = Math.min(availableParallelism(), MOST_THREADS) } = options;
  const module = transport instanceof URL ? transport.href : undefined;
  const custom = module === undefined ? undefined : await importTransport(module);
  const problems: Problem[] = [];
  const at = listenAddress(listen);
  const address = readPeerAddress(at, trust.tls !== undefined, problems, custom);
  problems.push(...trustProblems(trust));
  if (address !== undefined) problems.push(...peerTrustProblems({ ...address, text: listen }, trust));
  if (address === undefined || problems.length > 0)
    throw new InvalidInputError('OPTIONS_INVALID', 'the address of this process', problems);
  const modules = { [basename(model.path)]: model.url };
  const worker = await StandingWorker.listen({ address, modules, transport: module, trust, threads: workers });
  return { worker, address: worker.address.replace(at.replace(/:\d+$/, ''), listen.replace(/:\d+$/, '')) };
}
