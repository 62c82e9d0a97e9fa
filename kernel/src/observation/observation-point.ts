import { Subscribable, type Observer, type Subscription } from './subscribable.js';

/**
 * A point of the kernel where observers learn what happens. RxJS accepts it directly:
 * `from(kernel.observe.activations)`.
 *
 * While nobody listens, nothing is created or called. Observers are called in the order of subscription, after the
 * fact, with their own copies of values; they cannot change the result of a run. An observer that throws is dropped,
 * and its error is rethrown outside the run as an uncaught error.
 */
export class ObservationPoint<T> extends Subscribable<T> {
  /** Whether anybody listens. */
  observed = false;
  private entries: readonly Entry<T>[] = [];
  private completed = false;

  /** @internal @param changed called when a listener arrives or leaves */
  constructor(private readonly changed: () => void) {
    super();
  }

  subscribe(observer: Observer<T> | ((value: T) => void)): Subscription {
    return this.enter(observer, undefined);
  }

  /** @internal */
  emit(value: T, port = NONE): void {
    const { entries } = this;
    for (const entry of entries) {
      if (entry.only !== undefined && entry.only.ports[port] !== 1) continue;
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

  /** @internal */
  protected enter(observer: Observer<T> | ((value: T) => void), only: ObservedNodes | undefined): Subscription {
    const entry: Entry<T> = { observer: typeof observer === 'function' ? { next: observer } : observer, only };
    if (this.completed) this.finish(entry);
    else this.listen([...this.entries, entry]);
    return { unsubscribe: () => this.drop(entry) };
  }

  /** @internal */
  protected listen(entries: readonly Entry<T>[]): void {
    this.entries = entries;
    this.observed = entries.length > 0;
    this.changed();
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
}

/** One subscription; an observer may have several. */
export interface Entry<T> {
  readonly observer: Observer<T>;
  /** Undefined for all nodes. */
  readonly only: ObservedNodes | undefined;
}

/** The nodes whose records an observer gets. */
export interface ObservedNodes {
  /** By port, 1 if it is one of theirs. */
  readonly ports: Uint8Array;
  readonly count: number;
}

const NONE = -1;
