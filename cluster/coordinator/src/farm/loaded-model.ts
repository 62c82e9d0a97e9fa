import type { ReplicationWorkers } from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/kernel';
import type { Scenario } from '@disco-engine/sdk';
import { scenarioHash, type FarmModel } from './farm-model.js';

/** A model with its scenario and workers, which are loaded when they are first needed. */
export class LoadedModel {
  #scenario: Promise<Scenario> | undefined;
  #workers: ReplicationWorkers | undefined;

  constructor(readonly model: FarmModel) {}

  /** @throws DiscoError `SCENARIO_DIFFERS` if its data are not those that the job was submitted for */
  async scenario(hash: string): Promise<Scenario> {
    this.#scenario ??= this.model.scenario().catch((error: unknown) => {
      // The store may be there again next time.
      this.#scenario = undefined;
      throw error;
    });
    const scenario = await this.#scenario;
    if (scenarioHash(scenario) === hash) return scenario;
    // It may change again.
    this.#scenario = undefined;
    const message = `the scenario of ${this.model.name} has other data on this host than where the job was submitted; give all hosts the same files or store`;
    throw new DiscoError('SCENARIO_DIFFERS', message);
  }

  async workers(): Promise<ReplicationWorkers> {
    if (this.#workers?.isBroken === true) await this.close();
    return (this.#workers ??= await this.model.launch(this.model.experiment.workers));
  }

  async close(): Promise<void> {
    const workers = this.#workers;
    this.#workers = undefined;
    await workers?.close();
  }
}
