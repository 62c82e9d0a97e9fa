import { RandomStreams, type Randomness } from '@disco-engine/kernel';
import { SimulatedHost, SimulatedNetwork, SimulatedTime, Story } from '@disco-engine/transports/simulation';
import { drawFaults, drawKills, faultText, type FaultPlan } from './faults.js';
import type { Member } from './simulated-crew.js';
import { simulatedWorker } from './simulated-worker.js';
import { serveLaunchers } from './standing-service.js';

/** Hosts, the wires between them, and what goes wrong, all from one seed. */
export class World {
  readonly time = new SimulatedTime();
  readonly story = new Story(this.time);
  readonly dice: Randomness;
  readonly network: SimulatedNetwork;
  readonly launcher: SimulatedHost;
  /** Whether workers were started on their own, and are controlled over the network. */
  readonly isRemote: boolean;
  /** Milliseconds without a connection after which a worker or launcher counts as lost. */
  readonly lostAfter: number;
  readonly names: readonly string[];
  readonly plan: FaultPlan;
  /** Whether launchers begin a run again when a worker is lost. */
  readonly recovers: boolean;
  /** By name; a host that was started again takes the place of the one before. */
  readonly members = new Map<string, Member>();
  readonly #streams: RandomStreams;
  readonly #heartbeat: number;
  #starts = 0;

  constructor(seed: number, isCalm: boolean) {
    const streams = new RandomStreams({ masterSeed: seed, replication: 0 });
    const dice = streams.open('world');
    this.#streams = streams;
    this.dice = dice;
    this.network = new SimulatedNetwork(this.time, streams.open('network'));
    this.isRemote = dice.below(3) > 0;
    this.lostAfter = 3_000 + dice.below(7_000);
    this.#heartbeat = 200 + dice.below(800);
    const recovery = streams.open('recovery');
    this.recovers = recovery.below(2) === 0;
    this.launcher = this.newHost('launcher');
    this.names = Array.from({ length: 2 + dice.below(3) }, (_, number) => `worker-${number}`);
    for (const name of this.names) this.start(name);
    const hosts = this.isRemote ? [...this.names, 'launcher'] : this.names;
    const drawn =
      this.recovers && !this.isRemote && recovery.below(2) === 0
        ? drawKills(recovery, hosts)
        : drawFaults(streams.open('faults'), hosts, this.lostAfter);
    this.plan = isCalm ? { ...drawn, faults: [] } : drawn;
    for (const fault of this.plan.faults)
      this.time.at(fault.at, () => {
        this.story.tell(`— ${faultText(fault)}`);
        this.#strike(fault);
      });
  }

  /** When the last fault is over. */
  get lastFault(): number {
    return Math.max(0, ...this.plan.faults.map((fault) => fault.at + ('lasts' in fault ? fault.lasts : 0)));
  }

  newHost(name: string): SimulatedHost {
    return new SimulatedHost(name, this.time, this.#streams.open(`${name} ${this.#starts++}`));
  }

  start(name: string): Member {
    const host = this.newHost(name);
    const worker = simulatedWorker(host, this.network, this.#heartbeat, this.story);
    const member = { host, worker };
    this.members.set(name, member);
    if (this.isRemote) void serveLaunchers(host, this.network, worker, this.story);
    return member;
  }

  #hostOf(name: string): SimulatedHost | undefined {
    return name === 'launcher' ? this.launcher : this.members.get(name)?.host;
  }

  #strike(fault: FaultPlan['faults'][number]): void {
    const { network, time } = this;
    const { now } = time;
    switch (fault.kind) {
      case 'cut':
        network.way(fault.from, fault.to).cutUntil = now + fault.lasts;
        if (fault.both) network.way(fault.to, fault.from).cutUntil = now + fault.lasts;
        break;
      case 'slow':
        Object.assign(network.way(fault.from, fault.to), { delay: fault.delay, slowUntil: now + fault.lasts });
        break;
      case 'rough': {
        const { damage, repeat, lasts } = fault;
        Object.assign(network.way(fault.from, fault.to), { damage, repeat, roughUntil: now + lasts });
        break;
      }
      case 'forget':
        network.forget(fault.host);
        break;
      case 'stop':
        this.#hostOf(fault.host)?.stopUntil(now + fault.lasts);
        break;
      case 'kill':
        this.#hostOf(fault.host)?.kill();
        if (fault.host !== 'launcher' && this.isRemote)
          time.at(now + fault.lasts, () => {
            // Two kills of one worker are followed by one start.
            if (this.#hostOf(fault.host)?.isDown === true) this.start(fault.host);
          });
    }
  }
}
