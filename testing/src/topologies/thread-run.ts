import {
  Simulation,
  type ActivationRecord,
  type ExchangeReport,
  type ModelClass,
  type ModelSpecification,
  type NodeClass,
} from '@disco-engine/sdk';
import { Guard } from '../guard/guard.js';
import type { TestRunOptions } from '../test-run.js';
import type { ModelRun } from './model-run.js';

/** A run whose workers are stepped in turn, without a transport. */
export class ThreadRun implements ModelRun {
  private constructor(
    private readonly simulation: Simulation,
    private readonly guard: Guard | undefined,
  ) {}

  /** @throws errors of `Simulation.create` */
  static async create(model: ModelClass, { guard = true, ...options }: TestRunOptions): Promise<ThreadRun> {
    const watch = guard ? new Guard() : undefined;
    const settings = { payloads: 'strict', ...options, digest: 'full', around: watch?.around } as const;
    return new ThreadRun(await Simulation.create(model, settings), watch);
  }

  get model(): ModelSpecification {
    return this.simulation.model;
  }

  get digest(): string {
    return this.simulation.digest;
  }

  get activationCount(): number {
    return this.simulation.activationCount;
  }

  get eventCount(): number {
    return this.simulation.eventCount;
  }

  get pendingEventCount(): number {
    return this.simulation.pendingEventCount;
  }

  get exchangeReports(): readonly ExchangeReport[] {
    return this.simulation.exchangeReports;
  }

  async until(horizon: number): Promise<void> {
    const run = (): unknown => this.simulation.until(horizon);
    if (this.guard === undefined) run();
    else this.guard.control(run);
  }

  observe(told: (activation: ActivationRecord) => void): void {
    this.simulation.activations.subscribe(told);
  }

  node<T extends object>(name: string, nodeClass: NodeClass<T>): T {
    return this.simulation.node(name, nodeClass);
  }

  nodes<T extends object>(nodeClass: NodeClass<T>): Map<string, T> {
    return this.simulation.nodes(nodeClass);
  }

  async dispose(): Promise<void> {
    await this.simulation.dispose();
  }
}
