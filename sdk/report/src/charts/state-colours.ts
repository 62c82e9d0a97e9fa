/** Any further states share the last colour, as the legend shows. */
const COLOURS = 8;

/** The colour variable, from the page's style, for the state at a place. */
export function stateColour(place: number): string {
  return `--case-${Math.min(place, COLOURS - 1)}`;
}
