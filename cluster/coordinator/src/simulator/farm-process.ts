import type { DiscoError, Randomness } from '@disco-engine/kernel';
import { sleep } from '@disco-engine/transports/clock';
import type { SimulatedHost, SimulatedNetwork, Story } from '@disco-engine/transports/simulation';
import { serveFarm } from '../farm/farm-worker.js';
import { leadFarm } from '../farm/lead-farm.js';
import { PostgresCoordinator } from '../postgres/postgres-coordinator.js';
import type { Mail } from './mail.js';
import type { SimulatedDisk } from './simulated-disk.js';
import { simulatedDriver } from './simulated-driver.js';
import { EXPERIMENTS, simulatedModel, type ExperimentName } from './simulated-model.js';

/** How a process of a farm is started. */
export interface ProcessOptions {
  readonly host: SimulatedHost;
  readonly network: SimulatedNetwork;
  readonly mail: Mail;
  readonly disk: SimulatedDisk;
  readonly dice: Randomness;
  readonly story: Story;
  readonly workers: number;
  readonly ttl: number;
}

/** What `disco up` runs on a host: some workers and a candidate for the leader, over one coordinator. */
export class FarmProcess {
  readonly host: SimulatedHost;
  /** Why it has failed. */
  failure: string | undefined;
  hasEnded = false;
  /** Whether it has ended before it could give back what its workers did. */
  hasGivenUp = false;
  readonly #end = new AbortController();
  readonly #coordinator: PostgresCoordinator;

  constructor({ host, network, mail, disk, dice, story, workers, ttl }: ProcessOptions) {
    this.host = host;
    const { clock, name } = host;
    const { signal } = this.#end;
    const own = disk.of(host);
    const names = Object.keys(EXPERIMENTS) as ExperimentName[];
    const models = names.map((one) => simulatedModel(one, host, own, dice));
    const driver = simulatedDriver(host, network, mail);
    this.#coordinator = PostgresCoordinator.over('postgres://database', driver, { clock, patience: Infinity });
    const onTrouble = ({ code }: DiscoError): void => story.tell(`${name}: ${code}`);
    const common = { models, signal, clock, disk: own, onTrouble };
    const parties = Array.from({ length: workers }, (_, at) =>
      serveFarm(this.#coordinator, { ...common, name: `${name}/${at + 1}`, ttl }),
    );
    const onElected = (term: number): void => story.tell(`${name} leads, term ${term}`);
    const onLost = ({ name: lost }: { readonly name: string }): void => story.tell(`${name} counts ${lost} as lost`);
    parties.push(leadFarm(this.#coordinator, { ...common, name, onElected, onLost }));
    void this.#run(parties);
  }

  /** Ends it as SIGTERM does. */
  end(): void {
    this.#end.abort();
  }

  /** As `disco up` does: if the coordinator is away, it learns by the end of the leases. */
  async #lateEnd(gone: AbortSignal): Promise<void> {
    await new Promise((resolve) => this.#end.signal.addEventListener('abort', resolve));
    await sleep(this.host.clock, GIVE_BACK_WITHIN, gone);
  }

  async #run(parties: readonly Promise<void>[]): Promise<void> {
    try {
      const over = Promise.all(parties);
      const gone = new AbortController();
      await Promise.race([over.then(() => gone.abort()), this.#lateEnd(gone.signal)]);
      this.hasGivenUp = !gone.signal.aborted;
      gone.abort();
      await this.#coordinator.close();
      await over.catch((error: unknown) => {
        if (!this.hasGivenUp) throw error;
      });
    } catch (error) {
      this.failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    this.hasEnded = true;
  }
}

/** Milliseconds for giving back what the workers do. */
const GIVE_BACK_WITHIN = 5_000;
