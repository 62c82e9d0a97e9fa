/** States beyond these share the last colour, which the legend says. */
const COLOURS = 8;

/** The colour of a state by its place, a variable of the style of the page. */
export function stateColour(place: number): string {
  return `--case-${Math.min(place, COLOURS - 1)}`;
}
