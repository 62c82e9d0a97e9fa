import { createSharedMemory, InProcessTransport } from '@disco-engine/transports';
import { inProcessHost } from '../hosts/in-process-host.js';
import { processHost } from '../hosts/process-host.js';
import { threadHost } from '../hosts/thread-host.js';
import { WorkerHandle, type WorkerHost } from '../hosts/worker-handle.js';
import type { TransportSpec } from '../worker/run-spec.js';
import type { Crew } from './crew.js';
import type { LaunchPlan } from './launch-options.js';
import { SocketFolder } from './socket-folder.js';

/** Workers on this machine, which live as long as the cluster. */
export class LocalCrew implements Crew {
  readonly isLocal = true;
  readonly handles: readonly WorkerHandle[];
  readonly #rooms = new Map<string, InProcessTransport>();

  private constructor(
    private readonly plan: LaunchPlan,
    private readonly folder: SocketFolder | undefined,
  ) {
    this.handles = Array.from({ length: plan.workers }, (_, worker) => new WorkerHandle(worker, this.#host()));
  }

  static async launch(plan: LaunchPlan): Promise<LocalCrew> {
    const needsSockets = plan.transport === 'ws' || plan.transport === 'grpc';
    return new LocalCrew(plan, needsSockets ? await SocketFolder.create() : undefined);
  }

  transports(run: number): readonly TransportSpec[] {
    const { transport: kind, workers, patience, hosts } = this.plan;
    const all = (spec: TransportSpec): TransportSpec[] => Array.from({ length: workers }, () => spec);
    if (kind === 'shared-memory') return all({ kind, area: createSharedMemory(workers) });
    if (kind === 'ws' || kind === 'grpc') {
      const { lostAfter } = patience;
      return Array.from({ length: workers }, (_, worker) => ({ kind, listen: this.#address(run, worker), lostAfter }));
    }
    const room = String(run);
    if (hosts === 'objects') this.#rooms.set(room, new InProcessTransport());
    return all({ kind, room });
  }

  reachable(addresses: readonly string[]): readonly string[] {
    return addresses;
  }

  release(run: number): void {
    this.#rooms.delete(String(run));
  }

  async close(): Promise<void> {
    await this.folder?.remove();
  }

  #address(run: number, worker: number): string {
    return this.folder?.address(run, worker) ?? '';
  }

  #host(): WorkerHost {
    const { hosts, model, module, execArgv } = this.plan;
    const modules = { [model.module]: module };
    if (hosts === 'objects') return inProcessHost(modules, this.#rooms);
    if (hosts === 'threads') return threadHost({ modules }, execArgv);
    return processHost({ modules, folder: this.folder?.path }, execArgv);
  }
}
