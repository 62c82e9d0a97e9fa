/** From the lowest class to the highest, each darker than the last: distinguishable with colour blindness and in black-and-white print. */
const LIGHT = ['#fbfbd3', '#cfecc0', '#8fd3c0', '#4fbcc6', '#2f9bc7', '#2a62aa', '#15307f'];
/** On a dark background the highest class is the lightest. */
const DARK = ['#1d2c47', '#234b7d', '#1f6fa8', '#2f96bd', '#5bbcc0', '#a0dcb9', '#f3f8c6'];
const [BLACK, WHITE] = ['#101418', '#fff'];

/** The colours of the classes and of the text on them. */
export const HEAT_LIGHT = variables(LIGHT, (heat) => (heat < 5 ? BLACK : WHITE));
export const HEAT_DARK = variables(DARK, (heat) => (heat < 3 ? WHITE : BLACK));

/** Colours the elements of each class. */
export const HEAT_RULES = LIGHT.map(
  (_, heat) => `.heat-${heat}{--heat:var(--heat-${heat});color:var(--heat-ink-${heat})}`,
).join('\n');

function variables(colours: readonly string[], inkOf: (heat: number) => string): string {
  return colours.map((colour, heat) => `--heat-${heat}:${colour};--heat-ink-${heat}:${inkOf(heat)}`).join(';');
}
