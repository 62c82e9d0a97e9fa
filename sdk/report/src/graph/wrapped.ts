import type { Point } from './point.js';

/** Width of the page's text. */
const WIDTH = 1008;
const MOST_COLUMNS = 12;
const WIDEST = 190;
/** Width of a box as a share of the column width. */
const BOX_SHARE = 0.64;
const BAND_GAP = 36;
/** Room for links beside the first and last columns. */
const MARGIN = 18;
const LANE = 4;

export interface Wrapped {
  readonly width: number;
  readonly height: number;
  readonly boxWidth: number;
  readonly boxes: readonly Point[];
  /** Maps a point of the layout to its position in the drawing. */
  readonly place: (point: Point) => Point;
  /** The band that contains a box. */
  readonly bandOf: (drawn: Point) => number;
  /** Points between two boxes in different bands, along the gap between bands and the gaps between columns. */
  readonly detour: (from: Point, to: Point) => readonly Point[];
}

/**
 * Fits columns into the width of the page. Columns that do not fit continue in a band below, as words wrap to the next line. Boxes
 * without links follow in rows at the end.
 *
 * @param places x in columns, starting at 0; undefined for a box without links
 * @param height height of the layout
 */
export function wrapped(places: readonly (Point | undefined)[], boxHeight: number, height: number): Wrapped {
  const loose = places.filter((place) => place === undefined).length;
  const columns = places.reduce((most, place) => Math.max(most, place === undefined ? 0 : Math.round(place.x) + 1), 0);
  const across = Math.min(MOST_COLUMNS, Math.max(columns, Math.min(loose, MOST_COLUMNS), 1));
  const columnWidth = Math.min(WIDEST, (WIDTH - 2 * MARGIN) / (across - 1 + BOX_SHARE));
  const boxWidth = columnWidth * BOX_SHARE;
  const place = ({ x, y }: Point): Point => {
    const band = Math.floor((x + 0.01) / across);
    return {
      x: MARGIN + boxWidth / 2 + (x - band * across) * columnWidth,
      y: MARGIN + y + band * pitch,
    };
  };
  const pitch = height + BAND_GAP;
  const bandOf = ({ y }: Point): number => Math.floor((y - MARGIN) / pitch);
  let detours = 0;
  const detour = (from: Point, to: Point): Point[] => {
    const band = bandOf(from);
    const lane = (detours++ % 7) - 3;
    const y = MARGIN + (bandOf(to) > band ? band + 1 : band) * pitch - BAND_GAP / 2 + lane * LANE;
    const aside = boxWidth / 2 + MARGIN - 4;
    return [
      { x: from.x + aside, y },
      { x: to.x - aside, y },
    ];
  };
  const bands = Math.ceil(columns / across);
  const end = bands === 0 ? 0 : bands * pitch - BAND_GAP + 2 * MARGIN;
  const rowHeight = boxHeight + 8;
  let next = 0;
  const boxes = places.map((known) => {
    if (known !== undefined) return place(known);
    const [row, column] = [Math.floor(next / across), next % across];
    next += 1;
    return { x: MARGIN + boxWidth / 2 + column * columnWidth, y: end + MARGIN + boxHeight / 2 + row * rowHeight };
  });
  const rows = Math.ceil(loose / across);
  const width = (across - 1) * columnWidth + boxWidth + 2 * MARGIN;
  return {
    place,
    bandOf,
    detour,
    boxWidth,
    boxes,
    width,
    height: end + (rows === 0 ? 0 : rows * rowHeight + 2 * MARGIN),
  };
}
