import { Simulation } from '@disco-engine/sdk';
import { ManagedRun } from './managed-run.js';
import { SupplyLine, supplyLine } from './model.js';
import { RequestError } from './request-error.js';
import type { RunRequest } from './run-request.js';

export interface RunLimits {
  /** Maximum number of runs in progress; 4 by default. */
  readonly maxRunning?: number | undefined;
  /** Number of ended runs whose reports are kept; 100 by default. The oldest are dropped first. */
  readonly maxEnded?: number | undefined;
}

/** The runs of this server. */
export class RunRegistry {
  readonly #runs = new Map<string, ManagedRun>();
  readonly #maxRunning: number;
  readonly #maxEnded: number;
  #count = 0;
  /** Number of runs in progress, including those being created. */
  #running = 0;
  #closed = false;

  constructor({ maxRunning = 4, maxEnded = 100 }: RunLimits = {}) {
    this.#maxRunning = maxRunning;
    this.#maxEnded = maxEnded;
  }

  get running(): number {
    return this.#running;
  }

  /** In order of starting. */
  all(): ManagedRun[] {
    return [...this.#runs.values()];
  }

  /** @throws RequestError `UNKNOWN_RUN` */
  get(id: string): ManagedRun {
    const run = this.#runs.get(id);
    if (run === undefined)
      throw new RequestError(404, 'UNKNOWN_RUN', `there is no run '${id}', or its report is no longer kept`);
    return run;
  }

  /** @throws RequestError `TOO_MANY_RUNS`, `SHUTTING_DOWN` */
  async start(request: RunRequest): Promise<ManagedRun> {
    this.#refuseWhenClosed();
    if (this.#running >= this.#maxRunning) {
      const message = `${this.#maxRunning} runs are in progress, which is the limit; cancel one or wait`;
      throw new RequestError(429, 'TOO_MANY_RUNS', message, { 'retry-after': '1' });
    }
    this.#running += 1;
    try {
      const { seed, stages, meanDemand, leadTime } = request;
      const options = { scenario: supplyLine(stages), seed, parameters: { meanDemand, leadTime } };
      const simulation = await Simulation.create(SupplyLine, options);
      this.#refuseWhenClosed();
      const run = new ManagedRun(`${++this.#count}`, request, simulation);
      this.#runs.set(run.id, run);
      void run.ended.then(() => this.#end());
      return run;
    } catch (error) {
      this.#running -= 1;
      throw error;
    }
  }

  /** Cancels every run, and resolves when all have ended; no more can be started. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.all().map((run) => run.cancel()));
  }

  #end(): void {
    this.#running -= 1;
    const ended = this.all().filter((run) => run.isEnded);
    for (const run of ended.slice(0, Math.max(0, ended.length - this.#maxEnded))) this.#runs.delete(run.id);
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new RequestError(503, 'SHUTTING_DOWN', 'the server is shutting down');
  }
}
