import { entryAt } from '@disco-engine/kernel';
import {
  combineDigests,
  Simulation,
  Transport,
  type ActivationRecord,
  type ExchangeReport,
  type ModelClass,
  type ModelSpecification,
  type NodeClass,
} from '@disco-engine/sdk';
import { Guard } from '../guard/guard.js';
import { GatheredTransport, Gathering } from './gathering.js';
import type { ModelRun, ModelRunOptions } from './model-run.js';
import { runTogether } from './run-together.js';
import { kindOf, type TransportChoice } from './transport-choice.js';
import { TransportSet } from './transport-set.js';

export interface TransportRunOptions extends ModelRunOptions {
  readonly transport: TransportChoice;
}

/**
 * A run whose workers are all in this process, each with its own simulation, connected by a real transport. For tests:
 * it uses the same sockets and codecs as a run on several machines, but not their cores.
 */
export class TransportRun implements ModelRun {
  private constructor(
    /** By worker number. */
    readonly simulations: readonly Simulation[],
    private readonly gathering: Gathering,
  ) {}

  /** @throws errors of `Simulation.create` for the first worker that cannot be created; then nothing is left behind */
  static async create(model: ModelClass, options: TransportRunOptions): Promise<TransportRun> {
    const { guard = true, transport, workers = 1, providers = [], ...rest } = options;
    const around = guard ? new Guard().around : undefined;
    const kind = kindOf(transport);
    const gathering = new Gathering(kind.name, workers, () => TransportSet.listen(kind, workers));
    const made: Simulation[] = [];
    const make = async (worker: number): Promise<void> => {
      try {
        made[worker] = await Simulation.create(model, {
          payloads: 'strict',
          ...rest,
          digest: 'full',
          around,
          partition: { worker, workers },
          providers: [...providers, { token: Transport, useValue: new GatheredTransport(gathering) }],
        });
      } catch (error) {
        gathering.dismiss(error);
        throw error;
      }
    };
    const run = new TransportRun(made, gathering);
    try {
      await runTogether(workers, make);
      return run;
    } catch (error) {
      await run.dispose();
      throw error;
    }
  }

  get model(): ModelSpecification {
    return entryAt(this.simulations, 0).model;
  }

  get digest(): string {
    return combineDigests(this.simulations.map(({ digest }) => digest));
  }

  get activationCount(): number {
    return this.simulations.reduce((sum, { activationCount }) => sum + activationCount, 0);
  }

  get eventCount(): number {
    return this.simulations.reduce((sum, { eventCount }) => sum + eventCount, 0);
  }

  get pendingEventCount(): number {
    return this.simulations.reduce((sum, { pendingEventCount }) => sum + pendingEventCount, 0);
  }

  get exchangeReports(): readonly ExchangeReport[] {
    return this.simulations.flatMap(({ exchangeReports }) => exchangeReports);
  }

  /** Runs all workers to the horizon. If one fails, the others are stopped. @throws the first error */
  async until(horizon: number, signal?: AbortSignal): Promise<void> {
    const run = (worker: number, stop: AbortSignal): Promise<unknown> =>
      entryAt(this.simulations, worker).run({ until: horizon, signal: stop });
    await runTogether(this.simulations.length, run, signal);
  }

  observe(told: (activation: ActivationRecord) => void): void {
    for (const { activations } of this.simulations) activations.subscribe(told);
  }

  node<T extends object>(name: string, nodeClass: NodeClass<T>): T {
    const host = this.simulations.find(({ nodeNames }) => nodeNames.includes(name)) ?? entryAt(this.simulations, 0);
    return host.node(name, nodeClass);
  }

  nodes<T extends object>(nodeClass: NodeClass<T>): Map<string, T> {
    const found = this.simulations.flatMap((simulation) => [...simulation.nodes(nodeClass)]);
    return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async dispose(): Promise<void> {
    try {
      // A worker that could not be created leaves a gap.
      const made = this.simulations.filter((simulation) => simulation !== undefined);
      await runTogether(made.length, (worker) => entryAt(made, worker).dispose());
    } finally {
      await this.gathering.dispose();
    }
  }
}
