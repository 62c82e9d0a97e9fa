import { DiscoError, Simulation, type ActivationRecord } from '@disco-engine/sdk';
import { EMPTY, filter, Subject, type Observable } from 'rxjs';
import { Stage } from './model.js';
import type { RunRequest } from './run-request.js';

export type RunStatus = 'running' | 'paused' | 'done' | 'canceled' | 'failed';

/** The report of a run to clients. */
export interface RunSummary {
  readonly id: string;
  readonly status: RunStatus;
  readonly request: RunRequest;
  /** The simulated day that the run has reached. */
  readonly day: number;
  readonly activations: number;
  readonly events: number;
  /** Share of the demand that the shop served at once; null while there was no demand. */
  readonly fillRate: number | null;
  readonly digest: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/**
 * Milliseconds of simulation between two turns of the event loop. A request waits for about this long times the number of
 * running simulations, because each of them works once per turn.
 */
const BUDGET = 2;

/** A simulation in progress, and its report afterwards. */
export class ManagedRun {
  /** Emits after each slice of work and each change of status; completes when the run has ended. */
  readonly changes = new Subject<void>();
  /** Resolves when the run has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly #abort = new AbortController();
  /** Released at the end: it takes far more memory than the report. */
  #simulation: Simulation | undefined;
  #status: RunStatus = 'running';
  #summary: RunSummary | undefined;

  constructor(
    readonly id: string,
    readonly request: RunRequest,
    simulation: Simulation,
  ) {
    this.#simulation = simulation;
    this.ended = this.#drive(simulation);
  }

  get isEnded(): boolean {
    return this.#summary !== undefined;
  }

  summary(): RunSummary {
    if (this.#summary !== undefined) return this.#summary;
    if (this.#simulation === undefined) throw new Error('an ended run must have a summary');
    return this.#describe(this.#simulation);
  }

  /** Whether the run may have this node; an ended run no longer knows its nodes and has no more activations. */
  mayHaveNode(name: string): boolean {
    return this.#simulation?.nodeNames.includes(name) ?? true;
  }

  /** All activations of a node, from now on. With a subscriber, the kernel makes a record of every activation. */
  activationsOf(node: string): Observable<ActivationRecord> {
    return this.#simulation?.activations.pipe(filter((activation) => activation.node === node)) ?? EMPTY;
  }

  /** No effect on an ended run; the same holds for the next two methods. */
  pause(): void {
    if (this.#status !== 'running') return;
    this.#simulation?.pause();
    this.#become('paused');
  }

  resume(): void {
    if (this.#status !== 'paused') return;
    this.#become('running');
    this.#simulation?.resume();
  }

  /** Ends the run between two activations. */
  async cancel(): Promise<void> {
    this.#abort.abort();
    await this.ended;
  }

  async #drive(simulation: Simulation): Promise<void> {
    let error: RunSummary['error'];
    try {
      const onProgress = (): void => this.changes.next();
      await simulation.run({ until: this.request.days, signal: this.#abort.signal, budget: BUDGET, onProgress });
      this.#status = 'done';
    } catch (cause) {
      this.#status = cause instanceof DiscoError && cause.code === 'RUN_ABORTED' ? 'canceled' : 'failed';
      if (this.#status === 'failed') error = described(cause);
    }
    this.#summary = { ...this.#describe(simulation), ...(error === undefined ? {} : { error }) };
    this.#simulation = undefined;
    simulation.dispose();
    this.changes.complete();
  }

  #become(status: RunStatus): void {
    this.#status = status;
    this.changes.next();
  }

  #describe(simulation: Simulation): RunSummary {
    const { epoch, activationCount, eventCount, digest } = simulation;
    const { demand, servedAtOnce } = simulation.node('stage/1', Stage);
    return {
      id: this.id,
      status: this.#status,
      request: this.request,
      day: epoch,
      activations: activationCount,
      events: eventCount,
      fillRate: demand === 0 ? null : servedAtOnce / demand,
      digest,
    };
  }
}

function described(cause: unknown): { code: string; message: string } {
  if (cause instanceof DiscoError) return { code: cause.code, message: cause.message };
  return { code: 'INTERNAL', message: String(cause) };
}
