import type { Randomness } from '@disco-engine/kernel';
import { Lane } from './lane.js';
import { SimulatedConnection } from './simulated-connection.js';
import type { SimulatedHost } from './simulated-host.js';
import type { SimulatedTime } from './simulated-time.js';
import { Way } from './way.js';

/** A host that takes connections. */
export interface Listening {
  readonly host: SimulatedHost;
  accept(connection: SimulatedConnection): void;
}

interface Pair {
  readonly near: SimulatedConnection;
  readonly lanes: readonly [Lane, Lane];
}

/** Wires between hosts. Everything that goes wrong on them is drawn from the same dice. */
export class SimulatedNetwork {
  readonly #listeners = new Map<string, Listening>();
  readonly #ways = new Map<string, Way>();
  #pairs: Pair[] = [];

  constructor(
    private readonly time: SimulatedTime,
    private readonly dice: Randomness,
  ) {}

  /** The way from one host to another, by name; a host that is started again has the ways of the one before. */
  way(from: string, to: string): Way {
    const key = `${from} → ${to}`;
    const known = this.#ways.get(key);
    if (known !== undefined) return known;
    const way = new Way(this.time, this.dice);
    this.#ways.set(key, way);
    return way;
  }

  listen(host: SimulatedHost, address: string, accept: Listening['accept']): () => void {
    const listening = { host, accept };
    const stop = (): void => {
      if (this.#listeners.get(address) === listening) this.#listeners.delete(address);
    };
    this.#listeners.set(address, listening);
    host.whenDown(stop);
    return stop;
  }

  /** @param machine name of the host that the address belongs to */
  connect(host: SimulatedHost, machine: string, address: string): SimulatedConnection {
    const near = new SimulatedConnection(host);
    this.#knock(near, machine, address, this.time.now);
    return near;
  }

  /** Forgets the connections of one host, so that both ends wait for what never comes. */
  forget(name: string): number {
    this.#pairs = this.#pairs.filter(({ near }) => !near.destroyed);
    const forgotten = this.#pairs.filter(({ near }) => near.host.name === name);
    for (const { lanes } of forgotten) for (const lane of lanes) lane.isForgotten = true;
    return forgotten.length;
  }

  #knock(near: SimulatedConnection, machine: string, address: string, since: number): void {
    const { host } = near;
    const [there, back] = [this.way(host.name, machine), this.way(machine, host.name)];
    this.time.at(this.time.now + there.latency(), () => {
      if (near.destroyed || host.isDown) return;
      if (there.isCut || back.isCut) {
        if (this.time.now - since > there.patience) return near.over('ETIMEDOUT');
        const again = Math.max(there.cutUntil, back.cutUntil, this.time.now) + this.dice.below(1_000);
        return void this.time.at(again, () => this.#knock(near, machine, address, since));
      }
      const listening = this.#listeners.get(address);
      if (listening === undefined)
        return void this.time.at(this.time.now + back.latency(), () => near.over('ECONNREFUSED'));
      listening.host.at(this.time.now, () => this.#join(near, listening, there, back));
    });
  }

  #join(near: SimulatedConnection, listening: Listening, there: Way, back: Way): void {
    if (near.destroyed) return;
    const far = new SimulatedConnection(listening.host);
    const lanes = [new Lane(this.time, there, near, far), new Lane(this.time, back, far, near)] as const;
    const isSilent = (): boolean => lanes.some((lane) => lane.isSilent);
    near.establish(lanes[0], isSilent);
    far.establish(lanes[1], isSilent);
    this.#pairs.push({ near, lanes });
    listening.accept(far);
  }
}
