import { DiscoError, type BrokenLink, type Transport } from '@disco-engine/kernel';
import type { Clock } from '@disco-engine/transports/clock';
import type { StepEnd } from './commands.js';
import { GuardedTransport } from './guarded-transport.js';
import type { PartLogReport } from './part-log.js';
import type { PartFigures, RunPart } from './run-part.js';

/** What a worker holds for one run: its transport, its part, and the stepping in progress. */
export class HostedRun {
  readonly #end = new AbortController();
  #transport: GuardedTransport | undefined;
  #part: RunPart | undefined;
  #halt: AbortController | undefined;
  /** Settles, never rejecting, when all reserving, initializing, stepping and writing is over. */
  #busy: Promise<unknown> = Promise.resolve();

  /** @param accepts whether messages from other workers are accepted now */
  constructor(
    private readonly clock: Clock,
    private readonly accepts: () => boolean,
  ) {}

  get partIfMade(): RunPart | undefined {
    return this.#part;
  }

  /** The connections to other workers that are broken at present. */
  get brokenLinks(): readonly BrokenLink[] {
    return this.#transport?.brokenLinks() ?? [];
  }

  get part(): RunPart {
    if (this.#part === undefined) throw new DiscoError('WORKER_STATE_WRONG', 'the run has not been initialized');
    return this.#part;
  }

  async reserve(make: () => Promise<Transport>): Promise<{ address: string }> {
    return this.#occupied(async () => {
      const inner = await make();
      this.#transport = new GuardedTransport(inner, this.accepts, this.#end.signal);
      return { address: await this.#transport.listen() };
    });
  }

  async initialize(make: (transport: Transport) => Promise<RunPart>): Promise<void> {
    const transport = this.#transport;
    if (transport === undefined) throw new DiscoError('WORKER_STATE_WRONG', 'the run has no transport yet');
    await this.#occupied(async () => {
      this.#part = await make(transport);
    });
    this.#end.signal.throwIfAborted();
  }

  /** Steps until the horizon is reached, or `halt` or `dispose` is called. */
  async step(until: number, onProgress: (figures: PartFigures) => void): Promise<StepEnd> {
    const { part } = this;
    this.#halt = new AbortController();
    const signal = AbortSignal.any([this.#halt.signal, this.#end.signal]);
    let told = this.clock.now();
    const progress = (): void => {
      const now = this.clock.now();
      if (now - told < BETWEEN_PROGRESS) return;
      told = now;
      onProgress(part.figures());
    };
    try {
      await this.#occupied(() => part.run({ until, signal, onProgress: progress }));
      return 'horizon';
    } catch (error) {
      if (this.#end.signal.aborted || !isAbort(error)) throw error;
      return 'paused';
    } finally {
      this.#halt = undefined;
    }
  }

  async endLog(end: number): Promise<PartLogReport> {
    const { part } = this;
    return this.#occupied(() => part.endLog(end, this.#end.signal));
  }

  /** Makes stepping stop between two activations. */
  halt(): void {
    this.#halt?.abort();
  }

  /** Stops whatever is in progress, and releases everything. */
  async dispose(): Promise<void> {
    this.#end.abort(new DiscoError('RUN_ABORTED', 'the run was ended before it reached its horizon'));
    await this.#busy;
    try {
      await this.#part?.dispose();
    } finally {
      await this.#transport?.close();
    }
  }

  #occupied<T>(action: () => Promise<T>): Promise<T> {
    const result = action();
    // Drops the results, which would otherwise retain those of everything before.
    this.#busy = Promise.allSettled([this.#busy, result]).then(() => undefined);
    return result;
  }
}

/** Milliseconds between two reports of progress. */
const BETWEEN_PROGRESS = 100;

function isAbort(error: unknown): boolean {
  return error instanceof DiscoError && error.code === 'RUN_ABORTED';
}
