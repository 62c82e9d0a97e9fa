/** A position in the drawing; y points down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
