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
 * As if the workers of a run were threads of several processes, though all are objects in this one.
 *
 * @param processes a letter for each worker, the same for those of one process
 */
export function mixedKind(processes: string, network: 'ws' | 'grpc' = 'ws'): TransportKind<MixedPlan> {
  return defineTransport({
    name: `shared-memory and ${network} on ${processes}`,
    hosts: ['objects'],
    needsFolder: true,
    prepare({ workers, run, folder }) {
      const letters = Array.from(processes.slice(0, workers));
      const areas = new Map<string, SharedArea>();
      for (const letter of letters) {
        const members = Array.from(letters.keys()).filter((worker) => letters[worker] === letter);
        areas.set(letter, { area: createSharedMemory(members.length), members });
      }
      const plans = letters.map((letter, worker) => ({
        shared: areas.get(letter) ?? { area: createSharedMemory(1), members: [worker] },
        far: { listen: `unix:${join(folder, `${run}-${worker}.sock`)}` },
      }));
      return { plans };
    },
    async make({ shared, far }, limits) {
      return new MixedTransport(shared, await transportKind(network).make(far, limits), limits);
    },
  });
}
