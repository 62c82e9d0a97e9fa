import { Observable, type Observer, type Operator, type Subscriber, type Subscription } from 'rxjs';

/**
 * An observable of a run, and of everything that operators make of it. It treats subscribers as the kernel treats observers:
 * one that throws is dropped, and its error is reported once, as unhandled. Plain RxJS would call it again with each record and
 * report each error.
 */
export class RunObservable<T> extends Observable<T> {
  static of<T>(source: Observable<T>): RunObservable<T> {
    return new RunObservable((subscriber) => source.subscribe(subscriber));
  }

  /** @internal Called by operators. */
  override lift<R>(operator?: Operator<T, R>): Observable<R> {
    return new RunObservable((subscriber) => super.lift(operator).subscribe(subscriber));
  }

  override subscribe(
    observer?: Partial<Observer<T>> | ((value: T) => void) | null,
    error?: ((error: unknown) => void) | null,
    complete?: (() => void) | null,
  ): Subscription {
    if (isChained(observer)) return super.subscribe(observer);
    const given: Partial<Observer<T>> =
      typeof observer === 'object' && observer !== null ? observer : fromFunctions(observer, error, complete);
    // A subscriber that throws while it subscribes has no subscription yet.
    const own: { subscription?: Subscription } = {};
    let failed = false;
    const next = (value: T): void => {
      if (failed) return;
      try {
        given.next?.(value);
      } catch (reason) {
        failed = true;
        own.subscription?.unsubscribe();
        // RxJS reports it outside the run.
        throw reason;
      }
    };
    const watched: Partial<Observer<T>> = { next, complete: () => given.complete?.() };
    // Without a method for errors, RxJS reports them as unhandled.
    if (given.error !== undefined) watched.error = (reason: unknown) => given.error?.(reason);
    const subscription = super.subscribe(watched);
    own.subscription = subscription;
    if (failed) subscription.unsubscribe();
    return subscription;
  }
}

function fromFunctions<T>(
  next: ((value: T) => void) | null | undefined,
  error: ((error: unknown) => void) | null | undefined,
  complete: (() => void) | null | undefined,
): Partial<Observer<T>> {
  return { ...(next && { next }), ...(error && { error }), ...(complete && { complete }) };
}

/** Whether it is an RxJS subscriber, with which an operator subscribes to its source. It may come from another copy of RxJS. */
function isChained<T>(
  observer: Partial<Observer<T>> | ((value: T) => void) | null | undefined,
): observer is Subscriber<T> {
  return typeof observer === 'object' && observer !== null && 'add' in observer && 'closed' in observer;
}
