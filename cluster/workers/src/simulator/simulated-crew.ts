import type { SimulatedHost, SimulatedNetwork } from '@disco-engine/transports/simulation';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { WorkerHandle } from '../hosts/worker-handle.js';
import { serveWorker } from '../hosts/serve-worker.js';
import type { Scenario } from '@disco-engine/sdk';
import type { Crew } from '../launch/crew.js';
import { supplyScenario } from '../launch/scenario-supply.js';
import type { ScenarioSpec } from '../worker/run-spec.js';
import type { Worker } from '../worker/worker.js';
import { pipe } from './pipe.js';
import { reachLaunched } from './standing-service.js';

/** A worker and the host that it is on. */
export interface Member {
  readonly host: SimulatedHost;
  readonly worker: Worker;
}

/** Workers that their launcher has started on its own machine, and whose end it notices at once. */
export function localCrew(launcher: SimulatedHost, members: readonly Member[], lostAfter: number): Crew {
  return crewOf(
    launcher,
    members.map(({ host, worker }) => localHost(launcher, host, worker)),
    lostAfter,
  );
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
  const tried = await Promise.allSettled(names.map((name) => reachLaunched(launcher, network, name, lostAfter)));
  const hosts = tried.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const refused = tried.find((outcome) => outcome.status === 'rejected');
  if (refused === undefined)
    return crewOf(launcher, hosts, lostAfter, (scenario, handles) => supplyScenario(handles, scenario));
  await Promise.all(hosts.map((host) => host.kill()));
  throw refused.reason;
}

function crewOf(
  launcher: SimulatedHost,
  hosts: readonly WorkerHost[],
  lostAfter: number,
  scenarioFor: (scenario: Scenario, handles: readonly WorkerHandle[]) => Promise<ScenarioSpec> = (scenario) =>
    scenario.toData(),
): Crew {
  const handles = hosts.map((host, number) => new WorkerHandle(number, host, launcher.clock));
  return {
    handles,
    isLocal: false,
    transports: async () => hosts.map(() => ({ kind: 'own', lostAfter })),
    transportBetween: () => 'simulated',
    scenarioFor: (scenario) => scenarioFor(scenario, handles),
    // A run is not begun again here.
    replace: async () => [],
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
