import type { Clock } from '@disco-engine/transports/clock';
import type { WorkerHandle } from '../hosts/worker-handle.js';
import type { StateReport } from '../worker/commands.js';
import { AskOnce } from './ask-once.js';
import { NO_WORK } from '../worker/work-totals.js';
import type { PartReport } from '../worker/run-part.js';
import { blockedMillisecondsOf, trafficOf, type TrafficFigures } from '../worker/traffic.js';
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
  /** What it has exchanged with the others so far. */
  readonly traffic: TrafficFigures;
  /** Number of events that its ports have yet to receive. */
  readonly pendingEvents: number;
  /** Number of its connections to other workers that are broken at present. */
  readonly brokenLinks: number;
  /** The port, as `node/simproc`, at which it has waited longest. */
  readonly heldUpAt?: string | undefined;
  /** What it is waiting for; undefined if it is not waiting. */
  readonly waitsFor?: string | undefined;
  /** Whether it did not answer in time, as it is in a long handler; the rest is then what it said last. */
  readonly isSilent: boolean;
}

/** Asks the workers of a run how far they are. */
export class WorkerViews {
  readonly #questions: AskOnce<'state'>;
  readonly #latest = new Map<WorkerHandle, Omit<StateReport, 'totals'>>();
  #isOver = false;

  constructor(
    private readonly handles: readonly WorkerHandle[],
    clock: Clock,
  ) {
    this.#questions = new AskOnce(clock);
  }

  async now(): Promise<WorkerView[]> {
    return Promise.all(
      this.handles.map(async (handle) => {
        if (this.#isOver) return this.#view(handle, false);
        const report = await this.#questions.ask(handle, { command: 'state' });
        if (report !== undefined) this.#latest.set(handle, report);
        return this.#view(handle, report === undefined);
      }),
    );
  }

  /**
   * The run is over, and its workers may belong to the next one, so they are not asked any more.
   *
   * @param reports by worker; undefined if the run has failed, and what was said last stays
   */
  end(reports?: readonly PartReport[]): void {
    this.#isOver = true;
    for (const [at, { epoch, activations, events, exchange, pendingEvents }] of (reports ?? []).entries()) {
      const handle = this.handles[at];
      if (handle === undefined) continue;
      const waits = { blockedMilliseconds: blockedMillisecondsOf(exchange), heldUpAt: exchange?.heldUpAt?.port };
      const traffic = trafficOf(exchange);
      const figures = { epoch, activations, events };
      this.#latest.set(handle, { state: handle.state, figures, waits, traffic, pendingEvents });
    }
  }

  #view(handle: WorkerHandle, isSilent: boolean): WorkerView {
    const latest: Partial<StateReport> = this.#latest.get(handle) ?? {};
    const { state = handle.state, figures = NOTHING, waits, waitsFor, brokenLinks = [] } = latest;
    return {
      worker: handle.worker,
      host: handle.hostName,
      state,
      ...figures,
      blockedMilliseconds: waits?.blockedMilliseconds ?? 0,
      traffic: latest.traffic ?? NO_WORK.traffic,
      pendingEvents: latest.pendingEvents ?? 0,
      brokenLinks: brokenLinks.length,
      heldUpAt: waits?.heldUpAt,
      waitsFor,
      isSilent,
    };
  }
}

const NOTHING = { epoch: 0, activations: 0, events: 0 };
