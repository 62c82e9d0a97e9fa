import type {
  ActivationRecord,
  Kernel,
  ObservationPoint,
  PromiseRecord,
  RunStateRecord,
  SendRecord,
  Steppable,
  TimerRecord,
  WakeupRecord,
} from '@disco-engine/kernel';
import { from, merge, type Observable } from 'rxjs';
import { RunObservable } from '../observables/run-observable.js';

/** The observation points of a run, merged over all its kernels. */
export interface Observables {
  readonly activations: Observable<ActivationRecord>;
  readonly sends: Observable<SendRecord>;
  readonly wakeups: Observable<WakeupRecord>;
  readonly timers: Observable<TimerRecord>;
  readonly promises: Observable<PromiseRecord>;
  readonly states: Observable<RunStateRecord>;
}

/**
 * `Simulation.create` imports this file dynamically: RxJS takes half as long to load as everything else together, and code that
 * only defines a model, an experiment or a command does not need it.
 */
export function observablesOf(kernels: readonly Kernel[], { observe }: Steppable): Observables {
  const points = kernels.map((kernel) => kernel.observe);
  return {
    activations: allOf(points.map(({ activations }) => activations)),
    sends: allOf(points.map(({ sends }) => sends)),
    wakeups: allOf(points.map(({ wakeups }) => wakeups)),
    timers: allOf(points.map(({ timers }) => timers)),
    promises: allOf(points.map(({ promises }) => promises)),
    states: allOf([observe.states]),
  };
}

function allOf<T>(points: readonly ObservationPoint<T>[]): Observable<T> {
  return RunObservable.of(merge(...points.map((point) => from(point))));
}
