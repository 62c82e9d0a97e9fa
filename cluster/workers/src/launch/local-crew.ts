import type { Scenario } from '@disco-engine/sdk';
import { prepareRun, type Preparation } from '@disco-engine/transports';
import { inProcessHost } from '../hosts/in-process-host.js';
import { processHost } from '../hosts/process-host.js';
import { threadHost } from '../hosts/thread-host.js';
import { WorkerHandle, type WorkerHost } from '../hosts/worker-handle.js';
import type { ScenarioSpec, TransportSpec } from '../worker/run-spec.js';
import type { Crew } from './crew.js';
import type { LaunchPlan } from './launch-options.js';
import { startAgain } from './replace-failed.js';
import { SocketFolder } from './socket-folder.js';

/** Workers on this machine, which live as long as the cluster. */
export class LocalCrew implements Crew {
  readonly isLocal = true;
  readonly handles: WorkerHandle[];
  readonly #prepared = new Map<number, Preparation>();

  private constructor(
    private readonly plan: LaunchPlan,
    private readonly folder: SocketFolder | undefined,
  ) {
    this.handles = Array.from({ length: plan.workers }, (_, worker) => new WorkerHandle(worker, this.#host()));
  }

  static async launch(plan: LaunchPlan): Promise<LocalCrew> {
    const { needsFolder = false } = plan.transport.kind;
    return new LocalCrew(plan, needsFolder ? await SocketFolder.create() : undefined);
  }

  async transports(run: number): Promise<readonly TransportSpec[]> {
    const { transport, workers, patience } = this.plan;
    const { kind } = transport;
    const prepared = await prepareRun(kind, { workers, run, folder: this.folder?.path ?? '' });
    this.#prepared.set(run, prepared);
    const { lostAfter } = patience;
    return prepared.plans.map((plan) => ({ kind: 'planned', name: kind.name, plan, lostAfter }));
  }

  async scenarioFor(scenario: Scenario): Promise<ScenarioSpec> {
    return scenario.stored ?? (await scenario.toData());
  }

  transportBetween(): string {
    return this.plan.transport.kind.name;
  }

  async replace(): Promise<readonly WorkerHandle[]> {
    return startAgain(this.handles, (worker) => new WorkerHandle(worker, this.#host()));
  }

  reachable(addresses: readonly string[]): readonly string[] {
    return addresses;
  }

  async release(run: number): Promise<void> {
    const prepared = this.#prepared.get(run);
    this.#prepared.delete(run);
    await prepared?.release?.();
  }

  async close(): Promise<void> {
    await this.folder?.remove();
  }

  #host(): WorkerHost {
    const { hosts, model, module, execArgv, transport, patience } = this.plan;
    const modules = { [model.module]: module };
    if (hosts === 'objects') return inProcessHost(modules, transport.kind);
    if (hosts === 'threads') return threadHost({ modules, transport: transport.module }, execArgv);
    const { lostAfter } = patience;
    return processHost({ modules, transport: transport.module, folder: this.folder?.path, lostAfter }, execArgv);
  }
}
