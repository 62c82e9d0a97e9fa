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
export interface Subscribable<T> {
  [Symbol.observable](): { subscribe(observer: Observer<T>): Subscription };
}

/** What observers subscribe to. RxJS accepts it directly: `from(kernel.observe.activations)`. */
export abstract class Subscribable<T> {
  abstract subscribe(observer: Observer<T> | ((value: T) => void)): Subscription;

  /** The key under which RxJS looks for an observable if `Symbol.observable` is not defined. */
  ['@@observable'](): this {
    return this;
  }
}

if (Symbol.observable !== undefined) {
  Object.defineProperty(Subscribable.prototype, Symbol.observable, {
    value(this: Subscribable<unknown>) {
      return this;
    },
  });
}
