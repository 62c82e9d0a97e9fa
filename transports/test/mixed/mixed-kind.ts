import { join } from 'node:path';
import {
  createSharedMemory,
  defineTransport,
  MixedTransport,
  transportKind,
  type SessionTransportOptions,
  type SharedArea,
  type TransportKind,
} from '@disco-engine/transports';

export interface MixedPlan {
  readonly shared: SharedArea;
  readonly far: SessionTransportOptions;
}

/**
 * As if some workers of a run were threads of one process, and each other worker were alone in its own.
 *
 * @param near those workers, ascending
 */
export function mixedKind(near: readonly number[], network: 'ws' | 'grpc' = 'ws'): TransportKind<MixedPlan> {
  return defineTransport({
    name: `shared-memory among ${near.join(', ')} and ${network}`,
    hosts: ['objects'],
    needsFolder: true,
    prepare({ workers, run, folder }) {
      const members = near.filter((worker) => worker < workers);
      const together = { area: createSharedMemory(members.length), members };
      const plans = Array.from({ length: workers }, (_, worker) => ({
        shared: members.includes(worker) ? together : { area: createSharedMemory(1), members: [worker] },
        far: { listen: `unix:${join(folder, `${run}-${worker}.sock`)}` },
      }));
      return { plans };
    },
    async make({ shared, far }, limits) {
      return new MixedTransport(shared, await transportKind(network).make(far, limits), limits);
    },
  });
}
