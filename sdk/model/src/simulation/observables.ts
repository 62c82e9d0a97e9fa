import {
  DiscoError,
  nearName,
  type ActivationRecord,
  type Kernel,
  type NodePoint,
  type Observations,
  type PromiseRecord,
  type RunStateRecord,
  type SendRecord,
  type Steppable,
  type TimerRecord,
  type WakeupRecord,
} from '@disco-engine/kernel';
import { from, merge, type Observable, type ObservableInput } from 'rxjs';
import { RunObservable } from '../observables/run-observable.js';
import { namePatterns } from '../observation/name-patterns.js';

/** What happens at nodes, merged over all kernels of a run. */
export interface NodeObservables {
  readonly activations: Observable<ActivationRecord>;
  /** By the sender. */
  readonly sends: Observable<SendRecord>;
  readonly wakeups: Observable<WakeupRecord>;
  readonly timers: Observable<TimerRecord>;
  readonly promises: Observable<PromiseRecord>;
}

/** The observation points of a run, merged over all its kernels. */
export interface Observables extends NodeObservables {
  readonly states: Observable<RunStateRecord>;
  /** @throws DiscoError `NODE_UNKNOWN` */
  of(patterns: readonly string[]): NodeObservables;
}

/**
 * `Simulation.create` imports this file dynamically: RxJS takes half as long to load as everything else together, and code that
 * only defines a model, an experiment or a command does not need it.
 */
export function observablesOf(kernels: readonly Kernel[], { observe }: Steppable): Observables {
  return {
    ...nodeObservables(kernels, (point) => point),
    states: allOf([observe.states]),
    of(patterns) {
      const nodes = nodesOf(kernels[0]?.topology.tables.nodes ?? [], patterns);
      return nodeObservables(kernels, (point) => point.of(nodes));
    },
  };
}

function nodeObservables(
  kernels: readonly Kernel[],
  part: <T>(point: NodePoint<T>) => ObservableInput<T>,
): NodeObservables {
  const all = <T>(point: (points: Observations) => NodePoint<T>): Observable<T> =>
    allOf(kernels.map(({ observe }) => part(point(observe))));
  return {
    activations: all(({ activations }) => activations),
    sends: all(({ sends }) => sends),
    wakeups: all(({ wakeups }) => wakeups),
    timers: all(({ timers }) => timers),
    promises: all(({ promises }) => promises),
  };
}

function allOf<T>(points: readonly ObservableInput<T>[]): Observable<T> {
  return RunObservable.of(merge(...points.map((point) => from(point))));
}

function nodesOf(names: readonly string[], patterns: readonly string[]): number[] {
  for (const pattern of patterns) {
    if (names.some(namePatterns([pattern]))) continue;
    const near = nearName(pattern, names);
    const hint =
      near === undefined ? `names have the form type/key, as in '${names[0] ?? ''}'` : `did you mean '${near}'?`;
    throw new DiscoError('NODE_UNKNOWN', `no node is called '${pattern}'; ${hint}`, { node: pattern });
  }
  const fits = namePatterns(patterns);
  return names.flatMap((name, node) => (fits(name) ? node : []));
}
