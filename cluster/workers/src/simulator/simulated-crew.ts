import type { SimulatedHost, SimulatedNetwork } from '@disco-engine/transports/simulation';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { WorkerHandle } from '../hosts/worker-handle.js';
import { serveWorker } from '../hosts/serve-worker.js';
import type { Crew } from '../launch/crew.js';
import { reachAgain, startAgain } from '../launch/replace-failed.js';
import { supplyScenario } from '../launch/scenario-supply.js';
import type { Worker } from '../worker/worker.js';
import { pipe } from './pipe.js';
import { reachLaunched } from './standing-service.js';

/** A worker and the host that it is on. */
export interface Member {
  readonly host: SimulatedHost;
  readonly worker: Worker;
}

/**
 * Workers that their launcher has started on its own machine, and whose end it notices at once.
 *
 * @param start starts the worker with this number again
 */
export function localCrew(
  launcher: SimulatedHost,
  members: readonly Member[],
  lostAfter: number,
  start: (worker: number) => Member,
): Crew {
  const handleOf = ({ host, worker }: Member, number: number): WorkerHandle =>
    new WorkerHandle(number, localHost(launcher, host, worker), launcher.clock);
  const handles = members.map(handleOf);
  const replace = async (): Promise<readonly WorkerHandle[]> =>
    startAgain(handles, (worker) => handleOf(start(worker), worker));
  return { ...crewOf(handles, lostAfter), replace, scenarioFor: async (scenario) => scenario.toData() };
}

/**
 * Workers that were started elsewhere, and that the launcher controls over the network.
 *
 * @throws errors of `reachWorker`; those that were reached are released
 */
export async function remoteCrew(
  launcher: SimulatedHost,
  network: SimulatedNetwork,
  names: readonly string[],
  lostAfter: number,
): Promise<Crew> {
  const reach = async (name: string, worker: number): Promise<WorkerHandle> =>
    new WorkerHandle(worker, await reachLaunched(launcher, network, name, lostAfter), launcher.clock);
  const tried = await Promise.allSettled(names.map(reach));
  const handles = tried.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const refused = tried.find((outcome) => outcome.status === 'rejected');
  if (refused !== undefined) {
    await Promise.all(handles.map((handle) => handle.kill('another one is missing')));
    throw refused.reason;
  }
  const places = [...names];
  return {
    ...crewOf(handles, lostAfter),
    replace: async () => reachAgain(handles, places, reach),
    scenarioFor: async (scenario) => supplyScenario(handles, scenario),
  };
}

function crewOf(handles: readonly WorkerHandle[], lostAfter: number): Omit<Crew, 'replace' | 'scenarioFor'> {
  return {
    handles,
    isLocal: false,
    transports: async () => handles.map(() => ({ kind: 'own', lostAfter })),
    transportBetween: () => 'simulated',
    reachable: (addresses) => addresses,
    release: async () => {},
    close: async () => {},
  };
}

function localHost(launcher: SimulatedHost, host: SimulatedHost, worker: Worker): WorkerHost {
  const [near, far] = pipe(launcher, host);
  let gone = (): void => {};
  const ended = new Promise<void>((resolve) => (gone = resolve));
  host.whenDown(() => {
    near.closed('the process was killed by SIGKILL');
    launcher.at(launcher.clock.now(), gone);
  });
  launcher.whenDown(() => far.closed('its launcher is gone'));
  serveWorker(worker, far, () => host.kill());
  return {
    name: host.name,
    channel: near,
    kill: async () => {
      host.kill();
      await ended;
    },
  };
}
