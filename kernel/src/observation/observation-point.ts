/** A listener of an observation point: a function, or any part of an observer. */
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
    /** The interoperation point of observables; RxJS declares it in the same words. */
    readonly observable: symbol;
  }
}

/** The key under which observable libraries recognize each other's observables. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the member is defined below, where Symbol.observable exists
export interface ObservationPoint<T> {
  [Symbol.observable](): { subscribe(observer: Observer<T>): Subscription };
}

/**
 * A point of the kernel where observers learn what happens. RxJS accepts it directly:
 * `from(kernel.observe.activations)`.
 *
 * While nobody listens, nothing is created or called. Observers are called in the order of subscription, after the
 * fact, with their own copies of values; they cannot change the result of a run. An observer that throws is dropped,
 * and its error is rethrown outside the run as an uncaught error.
 */
export class ObservationPoint<T> {
  /** Whether anybody listens. */
  observed = false;
  private entries: readonly Entry<T>[] = [];
  private completed = false;

  /** @internal @param changed called when the first listener arrives or the last one leaves */
  constructor(private readonly changed: () => void) {}

  subscribe(observer: Observer<T> | ((value: T) => void)): Subscription {
    const entry: Entry<T> = { observer: typeof observer === 'function' ? { next: observer } : observer };
    if (this.completed) this.finish(entry);
    else this.listen([...this.entries, entry]);
    return { unsubscribe: () => this.drop(entry) };
  }

  /** The key under which RxJS looks for an observable if `Symbol.observable` is not defined. */
  ['@@observable'](): this {
    return this;
  }

  /** @internal */
  emit(value: T): void {
    const { entries } = this;
    for (const entry of entries) {
      // An earlier observer may just have unsubscribed a later one.
      if (entries !== this.entries && !this.entries.includes(entry)) continue;
      try {
        entry.observer.next?.(value);
      } catch (error) {
        this.dismiss(entry, error);
      }
    }
  }

  /** @internal Nothing more will be emitted. */
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

/** One subscription; an observer may have several. */
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
