import type { Clock } from '@disco-engine/transports/clock';
import type { WorkerHandle } from '../hosts/worker-handle.js';
import { within } from '../hosts/within.js';
import type { StateReport } from '../worker/commands.js';
import type { WorkerState } from '../worker/worker-state.js';

/** A worker of a run, as it is now. */
export interface WorkerView {
  readonly worker: number;
  /** Where the worker lives: `thread 3`, `process 1234`, an address. */
  readonly host: string;
  readonly state: WorkerState;
  /** Epoch of its latest activation. */
  readonly epoch: number;
  readonly activations: number;
  /** Number of events received by its ports. */
  readonly events: number;
  /** How long it has waited for others so far. */
  readonly blockedMilliseconds: number;
  /** The port, as `node/simproc`, at which it has waited longest. */
  readonly heldUpAt?: string | undefined;
  /** What it is waiting for; undefined if it is not waiting. */
  readonly waitsFor?: string | undefined;
  /** Whether it did not answer in time, as it is in a long handler; its figures are then those of `state` alone. */
  readonly isSilent: boolean;
}

/** Asks all workers how far they are. A worker that does not answer in time is reported as silent. */
export async function viewWorkers(handles: readonly WorkerHandle[], clock: Clock): Promise<WorkerView[]> {
  return Promise.all(
    handles.map(async (handle) => {
      let report: StateReport | undefined;
      const asked = handle.send({ command: 'state' }).then((reply) => void (report = reply));
      await within(
        clock,
        asked.catch(() => undefined),
        ANSWER_WITHIN,
      );
      const { figures = NOTHING, waits, waitsFor } = report ?? {};
      return {
        worker: handle.worker,
        host: handle.hostName,
        state: report?.state ?? handle.state,
        ...figures,
        blockedMilliseconds: waits?.blockedMilliseconds ?? 0,
        heldUpAt: waits?.heldUpAt,
        waitsFor,
        isSilent: report === undefined,
      };
    }),
  );
}

const ANSWER_WITHIN = 500;
const NOTHING = { epoch: 0, activations: 0, events: 0 };
