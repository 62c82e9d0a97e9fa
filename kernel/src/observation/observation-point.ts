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

/**
 * A marked point of the kernel that tells what happens there. RxJS takes it as it is: `from(kernel.observe.activations)`.
 *
 * While nobody listens, nothing is made or called. Observers are called in the order of their subscription, after the fact,
 * with values of their own; they cannot change the result of a run. One that throws is dropped, and its error is thrown
 * again outside of the run, as an unhandled one.
 */
export class ObservationPoint<T> {
  #observers: readonly Observer<T>[] = [];
  #completed = false;

  /** Whether anybody listens. */
  get observed(): boolean {
    return this.#observers.length > 0;
  }

  subscribe(observer: Observer<T> | ((value: T) => void)): Subscription {
    const entry: Observer<T> = typeof observer === 'function' ? { next: observer } : observer;
    if (this.#completed) {
      entry.complete?.();
      return { unsubscribe: () => {} };
    }
    this.#observers = [...this.#observers, entry];
    return { unsubscribe: () => this.#drop(entry) };
  }

  [Symbol.observable ?? '@@observable'](): this {
    return this;
  }

  /** RxJS looks for this key where no `Symbol.observable` was defined as it was loaded. */
  ['@@observable'](): this {
    return this;
  }

  /** @internal */
  emit(value: T): void {
    for (const observer of this.#observers) this.#tell(observer, () => observer.next?.(value));
  }

  /** @internal Nothing will be emitted any more. */
  complete(): void {
    this.#completed = true;
    const observers = this.#observers;
    this.#observers = [];
    for (const observer of observers) this.#tell(observer, () => observer.complete?.());
  }

  #tell(observer: Observer<T>, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#drop(observer);
      void Promise.reject(error);
    }
  }

  #drop(observer: Observer<T>): void {
    this.#observers = this.#observers.filter((other) => other !== observer);
  }
}
