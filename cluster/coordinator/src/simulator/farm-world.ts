import { RandomStreams, type Randomness } from '@disco-engine/kernel';
import { SimulatedHost, SimulatedNetwork, SimulatedTime, Story } from '@disco-engine/transports/simulation';
import { Database } from './database.js';
import { drawFarmFaults, farmFaultText, type FarmFault } from './farm-faults.js';
import { FarmProcess } from './farm-process.js';
import { Mail } from './mail.js';
import { SimulatedDisk } from './simulated-disk.js';
import { DATABASE } from './simulated-driver.js';
import { SimulatedServer, type ServerState } from './simulated-server.js';

/** A machine of the farm, and the process that runs on it, if there is one. */
interface Machine {
  readonly disk: SimulatedDisk;
  readonly workers: number;
  /** Milliseconds by which its clock is ahead. */
  readonly ahead: number;
  process: FarmProcess;
}

/** The hosts of a farm, their database, and what goes wrong with them, all from one seed. */
export class FarmWorld {
  readonly time = new SimulatedTime();
  readonly story = new Story(this.time);
  readonly dice: Randomness;
  readonly network: SimulatedNetwork;
  readonly mail = new Mail();
  readonly database: Database;
  readonly faults: readonly FarmFault[];
  /** Milliseconds for which a lease holds. */
  readonly ttl: number;
  server: SimulatedServer;
  readonly #machines = new Map<string, Machine>();
  readonly #serverState: ServerState = { slowUntil: 0, slowness: 0, losingUntil: 0, losing: 0 };
  readonly #streams: RandomStreams;
  #starts = 0;

  constructor(seed: number, isCalm: boolean) {
    this.#streams = new RandomStreams({ masterSeed: seed, replication: 0 });
    this.dice = this.#streams.open('world');
    this.network = new SimulatedNetwork(this.time, this.#streams.open('network'));
    this.ttl = 2_000 + this.dice.below(5_000);
    this.database = new Database(this.newHost('disk of the database').clock);
    this.server = this.#startServer();
    const names = Array.from({ length: 2 + this.dice.below(2) }, (_, number) => `host-${number + 1}`);
    for (const name of names) {
      const disk = new SimulatedDisk(this.#streams.open(`disk of ${name}`));
      const ahead = this.dice.below(3) === 0 ? 3_600_000 : 0;
      const workers = 1 + this.dice.below(2);
      this.#machines.set(name, { disk, workers, ahead, process: this.#startProcess(name, disk, workers, ahead) });
    }
    this.faults = isCalm ? [] : drawFarmFaults(this.#streams.open('faults'), names);
    for (const fault of this.faults)
      this.time.at(fault.at, () => {
        this.story.tell(`— ${farmFaultText(fault)}`);
        this.#strike(fault);
      });
  }

  /** When the last fault is over. */
  get lastFault(): number {
    return Math.max(0, ...this.faults.map(({ at, lasts }) => at + lasts));
  }

  get processes(): readonly FarmProcess[] {
    return [...this.#machines.values()].map(({ process }) => process);
  }

  get disks(): readonly SimulatedDisk[] {
    return [...this.#machines.values()].map(({ disk }) => disk);
  }

  /** Number of members that the farm has when nothing is wrong. */
  get workers(): number {
    return [...this.#machines.values()].reduce((sum, { workers }) => sum + workers, 0);
  }

  newHost(name: string, ahead = 0): SimulatedHost {
    return new SimulatedHost(name, this.time, this.newDice(name), ahead);
  }

  newDice(name: string): Randomness {
    return this.#streams.open(`${name} ${(this.#starts += 1)}`);
  }

  #startServer(): SimulatedServer {
    const host = this.newHost(DATABASE);
    return new SimulatedServer(host, this.network, this.mail, this.database, this.newDice('server'), this.#serverState);
  }

  #startProcess(name: string, disk: SimulatedDisk, workers: number, ahead: number): FarmProcess {
    const host = this.newHost(name, ahead);
    const { network, mail, story, ttl } = this;
    disk.clear();
    return new FarmProcess({ host, network, mail, disk, dice: this.newDice(`work of ${name}`), story, workers, ttl });
  }

  #strike(fault: FarmFault): void {
    const { network, time } = this;
    const end = time.now + fault.lasts;
    const machine = 'host' in fault ? this.#machines.get(fault.host) : undefined;
    switch (fault.kind) {
      case 'cut':
        network.way(fault.from, fault.to).cutUntil = end;
        if (fault.both) network.way(fault.to, fault.from).cutUntil = end;
        break;
      case 'slow':
        Object.assign(network.way(fault.from, fault.to), { delay: fault.delay, slowUntil: end });
        break;
      case 'forget':
        network.forget(fault.host);
        break;
      case 'stop':
        (machine?.process.host ?? this.server.host).stopUntil(end);
        break;
      case 'kill':
        machine?.process.host.kill();
        time.at(end, () => {
          // Two kills of one host are followed by one start.
          if (machine?.process.host.isDown === true)
            machine.process = this.#startProcess(fault.host, machine.disk, machine.workers, machine.ahead);
        });
        break;
      case 'full':
        if (machine !== undefined) machine.disk.fullUntil = end;
        break;
      case 'disk':
        if (machine !== undefined) Object.assign(machine.disk, { slowUntil: end, slowness: fault.slowness });
        break;
      case 'commits':
        Object.assign(this.#serverState, { slowUntil: end, slowness: fault.slowness });
        break;
      case 'answers':
        Object.assign(this.#serverState, { losingUntil: end, losing: fault.share });
        break;
      case 'away':
        if (fault.isSilent) for (const name of [...this.#machines.keys(), 'submitter']) network.forget(name);
        this.server.host.kill();
        time.at(end, () => {
          if (this.server.host.isDown) this.server = this.#startServer();
        });
    }
  }
}
