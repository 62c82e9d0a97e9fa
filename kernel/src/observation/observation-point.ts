/** What may listen to an observation point: a function, or any part of an observer. */
export interface Observer<T> {
  next?(value: T): void;
  error?(error: unknown): void;
  complete?(): void;
}

export interface Subscription {
  unsubscribe(): void;
}

declare global {
  interface SymbolConstructor {
    /** The interoperation point of observables; declared in the same words by RxJS. */
    readonly observable: symbol;
  }
}

/** The key under which libraries of observables find each other's. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the member is defined below, where Symbol.observable exists
export interface ObservationPoint<T> {
  [Symbol.observable](): { subscribe(observer: Observer<T>): Subscription };
}

/**
 * A marked point of the kernel that tells what happens there. RxJS takes it as it is: `from(kernel.observe.activations)`.
 *
 * While nobody listens, nothing is made or called. Observers are called in the order of their subscription, after the fact,
 * with values of their own; they cannot change the result of a run. One that throws is dropped, and its error is thrown
 * again outside of the run, as an unhandled one.
 */
export class ObservationPoint<T> {
  /** Whether anybody listens. */
  observed = false;
  private entries: readonly Entry<T>[] = [];
  private completed = false;

  /** @internal @param changed called when somebody begins or ceases to listen */
  constructor(private readonly changed: () => void) {}

  subscribe(observer: Observer<T> | ((value: T) => void)): Subscription {
    const entry: Entry<T> = { observer: typeof observer === 'function' ? { next: observer } : observer };
    if (this.completed) this.finish(entry);
    else this.listen([...this.entries, entry]);
    return { unsubscribe: () => this.drop(entry) };
  }

  /** Under this key RxJS finds an observable where nobody defined `Symbol.observable`. */
  ['@@observable'](): this {
    return this;
  }

  /** @internal */
  emit(value: T): void {
    const { entries } = this;
    for (const entry of entries) {
      // An earlier observer may have unsubscribed a later one just now.
      if (entries !== this.entries && !this.entries.includes(entry)) continue;
      try {
        entry.observer.next?.(value);
      } catch (error) {
        this.dismiss(entry, error);
      }
    }
  }

  /** @internal Nothing will be emitted any more. */
  complete(): void {
    this.completed = true;
    const { entries } = this;
    this.listen([]);
    for (const entry of entries) this.finish(entry);
  }

  private finish(entry: Entry<T>): void {
    try {
      entry.observer.complete?.();
    } catch (error) {
      this.dismiss(entry, error);
    }
  }

  private dismiss(entry: Entry<T>, error: unknown): void {
    this.drop(entry);
    void Promise.reject(error);
  }

  private drop(entry: Entry<T>): void {
    if (this.entries.includes(entry)) this.listen(this.entries.filter((other) => other !== entry));
  }

  private listen(entries: readonly Entry<T>[]): void {
    this.entries = entries;
    this.observed = entries.length > 0;
    this.changed();
  }
}

/** One subscription; the same observer may have several. */
interface Entry<T> {
  readonly observer: Observer<T>;
}

if (Symbol.observable !== undefined) {
  Object.defineProperty(ObservationPoint.prototype, Symbol.observable, {
    value(this: ObservationPoint<unknown>) {
      return this;
    },
  });
}
