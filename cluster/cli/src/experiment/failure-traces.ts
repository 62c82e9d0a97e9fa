import type { ReplicationWorkers } from '@disco-engine/experiments';

/** Most stack traces that are kept, and most lines of each: the first lines lead to the code of the model. */
const MOST_TRACES = 5;
const MOST_LINES = 12;

/** The stack traces of what failing replications threw, which their records do not keep. Each is kept once. */
export class FailureTraces {
  readonly #traces = new Set<string>();

  get texts(): readonly string[] {
    return [...this.#traces];
  }

  /** The same workers, whose failures are kept here. */
  of(workers: ReplicationWorkers): ReplicationWorkers {
    return {
      transitions: workers.transitions,
      get isBroken() {
        return workers.isBroken;
      },
      start: async (options) => {
        const keep = (error: unknown): void => {
          if (!options.signal.aborted) this.#keep(error);
        };
        try {
          const run = await workers.start(options);
          run.finished.catch(keep);
          return run;
        } catch (error) {
          keep(error);
          throw error;
        }
      },
      close: () => workers.close(),
    };
  }

  #keep(error: unknown): void {
    const { stack } = firstCause(error);
    if (stack === undefined || this.#traces.size >= MOST_TRACES) return;
    this.#traces.add(stack.split('\n').slice(0, MOST_LINES).join('\n'));
  }
}

/** What was thrown first, such as by the handler of a node. */
function firstCause(error: unknown): { readonly stack?: string | undefined } {
  let first = error;
  while (first instanceof Error && first.cause instanceof Error) first = first.cause;
  return first instanceof Error ? first : {};
}
