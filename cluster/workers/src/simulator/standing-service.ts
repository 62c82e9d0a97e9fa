import type { SimulatedHost, SimulatedNetwork, Story } from '@disco-engine/transports/simulation';
import type { ControlWires } from '../control/control-wires.js';
import { ControlServer } from '../control/control-server.js';
import { reachWorker } from '../control/reach-worker.js';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { serveWorker } from '../hosts/serve-worker.js';
import { makeShelf } from '../scenarios/make-shelf.js';
import { OfferedScenario } from '../scenarios/offered-scenario.js';
import { WorkerGuest } from '../standing/worker-guest.js';
import type { Worker } from '../worker/worker.js';
import { DiscoError } from '@disco-engine/kernel';
import { pipe } from './pipe.js';

/** Lets launchers control a worker over simulated wires, as `disco worker` does. */
export async function serveLaunchers(
  host: SimulatedHost,
  network: SimulatedNetwork,
  worker: Worker,
  story: Story,
): Promise<void> {
  const [near, far] = pipe(host, host);
  serveWorker(worker, far, () => host.kill());
  const rules = { isNetwork: false, limits: LIMITS, maxBusy: MOST_BUSY };
  // Its thread is never replaced: whatever ends the thread ends the host.
  const thread: WorkerHost = { name: host.name, channel: near, kill: async () => host.kill() };
  const scenario = new OfferedScenario(
    makeShelf({}, () => {}),
    MOST_ANSWER,
  );
  const guest = new WorkerGuest(() => thread, rules, scenario, undefined, host.clock);
  void guest.broken.then((reason) => {
    story.tell(`${host.name} gives up: ${reason}`);
    host.kill();
  });
  const { clock, randomBytes } = host;
  const server = await ControlServer.over(wiresOf(host, network), guest, { token: TOKEN, clock, randomBytes });
  guest.answerBy(
    (message) => server.post(message),
    () => server.dismiss(),
  );
}

/** A worker as its launcher sees it. */
export function reachLaunched(
  launcher: SimulatedHost,
  network: SimulatedNetwork,
  name: string,
  lostAfter: number,
): Promise<WorkerHost> {
  const { clock, randomBytes } = launcher;
  return reachWorker({
    name,
    token: TOKEN,
    lostAfter,
    mostBytes: MOST_ANSWER,
    clock,
    randomBytes,
    connect: () => network.connect(launcher, name, portOf(name)),
    unreachable: (reason) => new DiscoError('WORKER_UNREACHABLE', `${name} cannot be reached: ${reason}`),
    isFinal: (_reason, tries) => tries >= MOST_TRIES,
  });
}

function wiresOf(host: SimulatedHost, network: SimulatedNetwork): ControlWires {
  let stop = (): void => {};
  return {
    async listen(door) {
      stop = network.listen(host, portOf(host.name), (connection) => door.accept(connection, 'a host'));
      return undefined;
    },
    close: async () => stop(),
  };
}

function portOf(name: string): string {
  return `/${name}/control`;
}

const TOKEN = 'the token of the simulation';
const MOST_ANSWER = 2 ** 20;
const MOST_TRIES = 9;
const MOST_BUSY = 10_000;
const LIMITS = { commandBytes: MOST_ANSWER, runBytes: MOST_ANSWER, lostAfter: 60_000 };
