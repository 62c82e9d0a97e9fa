/** What a worker that was started elsewhere tells its launcher about its process. */
export interface ProcessFacts {
  /** Number of the process, drawn at random when it was started. */
  readonly process: number;
  /** How its further threads are reached, told by the first one: their control ports, or numbers in their paths. */
  readonly others: readonly number[];
}
