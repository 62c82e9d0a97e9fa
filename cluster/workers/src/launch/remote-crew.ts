import { entryAt, InvalidInputError, type Problem } from '@disco-engine/kernel';
import type { Scenario } from '@disco-engine/sdk';
import { trustProblems, type TrustOptions } from '@disco-engine/transports/security';
import { systemRandomBytes } from '@disco-engine/transports/clock';
import type { CodeVersions } from '../code/code-of.js';
import { readPeerAddress, reachableAddress, type PeerAddress } from '../control/peer-address.js';
import { remoteHost } from '../control/remote-host.js';
import { peerTrustProblems } from '../control/peer-trust.js';
import { addressOfThread } from '../control/told-process.js';
import { WorkerHandle, type WorkerHost } from '../hosts/worker-handle.js';
import type { ModelRef, ScenarioSpec, TransportSpec } from '../worker/run-spec.js';
import type { Crew } from './crew.js';
import { moduleName, patienceOf, type Patience } from './launch-options.js';
import { allMissing, persistently } from './joining.js';
import { reachAgain } from './replace-failed.js';
import { supplyScenario } from './scenario-supply.js';
import { chosenTransport, type TransportChoice } from './transport-choice.js';

export interface JoinOptions extends TrustOptions {
  /**
   * The addresses that the workers were started with, such as `grpc://host1:7001`; all of one kind. One of a worker with
   * several threads stands for all of them.
   */
  readonly peers: readonly string[];
  /**
   * The module that the workers were given with `--model`, of which only the file name matters, and the export that is
   * the class.
   */
  readonly model: ModelRef;
  /**
   * The code of the model here, as `codeOf` tells; a worker that has another refuses to run it (`CODE_DIFFERS`). Default:
   * only the workers must agree among themselves.
   */
  readonly code?: CodeVersions | undefined;
  /** The custom transport that the workers were started with, if their addresses use its schemes. */
  readonly transport?: TransportChoice | undefined;
  /** What messages call the workers, by worker. Default: their addresses. */
  readonly names?: readonly string[] | undefined;
  /**
   * Milliseconds within which the workers must have come: until then, one that cannot be reached is tried again. Default:
   * they must be there.
   */
  readonly within?: number | undefined;
  /** Gives up waiting for them. */
  readonly signal?: AbortSignal | undefined;
  /** As for a launch. */
  readonly lostAfter?: number | undefined;
  readonly stallAfter?: number | undefined;
}

/** Workers on other machines, started separately; they stay when the cluster is closed. */
export class RemoteCrew implements Crew {
  readonly isLocal = false;

  private constructor(
    readonly handles: WorkerHandle[],
    private readonly peers: PeerAddress[],
    private readonly trust: TrustOptions,
    private readonly patience: Patience,
    readonly code: CodeVersions | undefined,
  ) {}

  /** @throws InvalidInputError `LAUNCH_INVALID`; errors of `remoteHost` */
  static async join(options: JoinOptions): Promise<{ crew: RemoteCrew; model: ModelRef; patience: Patience }> {
    const problems: Problem[] = [];
    const patience = patienceOf(options, (message) => void problems.push({ code: 'ARGUMENT_INVALID', message }));
    const secure = options.tls !== undefined;
    const refuse = (message: string): void => void problems.push({ code: 'ARGUMENT_INVALID', message });
    const custom = options.transport && (await chosenTransport(options.transport, refuse))?.kind;
    const peers = options.peers.flatMap((text, worker) => {
      const peer = readPeerAddress(text, secure, problems, custom);
      return peer === undefined ? [] : { ...peer, text: options.names?.[worker] ?? peer.text };
    });
    if (options.peers.length === 0)
      problems.push({ code: 'ARGUMENT_INVALID', message: 'the list of peers is empty; give at least one' });
    if (new Set(peers.map(({ kind }) => kind)).size > 1)
      problems.push({
        code: 'ARGUMENT_INVALID',
        message: 'the peers use different transports; start all of them with the same one',
      });
    problems.push(...trustProblems(options), ...peers.flatMap((peer) => peerTrustProblems(peer, options)));
    if (problems.length > 0) throw new InvalidInputError('LAUNCH_INVALID', 'the list of workers', problems);
    const join = persistently(patience.clock, options.within, options.signal);
    const reach: Reach = async (peer) => ({
      peer,
      host: await join(() => remoteHost(peer, options, patience.lostAfter)),
    });
    const named = await reachAll(peers, [], reach);
    const all = await reachAll(
      named.flatMap((worker) => [worker, ...furtherThreads(worker, named)]),
      named,
      reach,
    );
    const handles = all.map(({ host }, worker) => new WorkerHandle(worker, host));
    const model = { ...options.model, module: moduleName(options.model.module) };
    return {
      crew: new RemoteCrew(
        handles,
        all.map(({ peer }) => peer),
        options,
        patience,
        options.code,
      ),
      model,
      patience,
    };
  }

  async replace(): Promise<readonly WorkerHandle[]> {
    const { handles, peers, trust, patience } = this;
    return reachAgain(handles, peers, async (peer, worker) => {
      return new WorkerHandle(worker, await remoteHost(peer, trust, patience.lostAfter));
    });
  }

  async transports(): Promise<readonly TransportSpec[]> {
    const { lostAfter } = this.patience;
    const run = Buffer.from(systemRandomBytes(16)).toString('hex');
    return this.handles.map(({ worker }) => {
      const members = this.#threadsBeside(worker);
      return members.length < 2 ? { kind: 'own', lostAfter } : { kind: 'own', lostAfter, near: { run, members } };
    });
  }

  async scenarioFor(scenario: Scenario): Promise<ScenarioSpec> {
    return supplyScenario(this.handles, scenario);
  }

  transportBetween(worker: number, other: number): string {
    return this.#threadsBeside(worker).includes(other) ? 'shared-memory' : entryAt(this.peers, worker).kind;
  }

  reachable(addresses: readonly string[]): readonly string[] {
    return addresses.map((address, worker) => reachableAddress(address, entryAt(this.peers, worker)));
  }

  async release(): Promise<void> {}

  async close(): Promise<void> {}

  /** The workers that are threads of the process of a worker, itself included. */
  #threadsBeside(worker: number): number[] {
    const { process } = entryAt(this.handles, worker);
    return this.handles
      .filter((handle) => process !== undefined && handle.process === process)
      .map((handle) => handle.worker);
  }
}

/** A worker that was reached, and its address. */
interface Reached {
  readonly peer: PeerAddress;
  readonly host: WorkerHost;
}

type Reach = (peer: PeerAddress) => Promise<Reached>;

/**
 * Reaches those that have not been reached yet; if one cannot be, releases all.
 *
 * @param reached already
 */
async function reachAll(
  workers: readonly (PeerAddress | Reached)[],
  reached: readonly Reached[],
  reach: Reach,
): Promise<Reached[]> {
  const tried = await Promise.allSettled(workers.map(async (worker) => ('host' in worker ? worker : reach(worker))));
  const all = tried.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const reasons = tried.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
  if (reasons.length === 0) return all;
  const hosts = new Set([...reached, ...all].map(({ host }) => host));
  await Promise.all(Array.from(hosts, (host) => host.kill()));
  throw allMissing(reasons);
}

/** The further threads of a worker's process, except those that are named themselves. */
function furtherThreads({ peer, host }: Reached, named: readonly Reached[]): PeerAddress[] {
  const known = new Set(named.map((worker) => JSON.stringify(worker.peer.control)));
  const others = host.process?.others ?? [];
  return others
    .map((at, index) => addressOfThread(peer, index + 1, at))
    .filter(({ control }) => !known.has(JSON.stringify(control)));
}
