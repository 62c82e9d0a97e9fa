/** Where something is drawn; y leads down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
