/** A metric in the terms of Prometheus, with its values at one moment. */
export interface Metric {
  /** By the conventions of Prometheus: with the base unit, and for a counter with `_total`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly value: number;
  readonly labels?: Labels | undefined;
}

/** Values by label. Each combination is a time series, so a label has few values. */
export type Labels = Readonly<Record<string, string>>;

/** One sample for each of a few states, of which the current one is 1 and the others are 0. */
export function stateSamples<State extends string>(states: readonly State[], current: State, label: string): Sample[] {
  return states.map((state) => ({ labels: { [label]: state }, value: state === current ? 1 : 0 }));
}
