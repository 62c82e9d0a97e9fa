/** A scenario as plain data; `ScenarioBuilder.fromData` makes one of it. */
export interface ScenarioData {
  readonly name: string;
  /** Per vertex, as in the next four. */
  readonly nodeTypes: readonly string[];
  readonly values: readonly Readonly<Record<string, unknown>>[];
  readonly keys: readonly string[];
  readonly labels: readonly (readonly string[])[];
  readonly weights: Float64Array;
  /** Per layer its edges in compressed sparse rows: those of vertex `v` stand at `starts[v]` up to `starts[v + 1]`. */
  readonly layers: readonly {
    readonly name: string;
    readonly starts: Int32Array;
    readonly targets: Int32Array;
    readonly weights: Float64Array;
  }[];
}
