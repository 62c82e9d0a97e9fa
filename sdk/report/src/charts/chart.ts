import { plot, type Markish, type PlotOptions } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { markup, Markup } from '../markup/html.js';

/** The part of the DOM that is used of an SVG element. */
interface SvgElement {
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  removeAttribute(name: string): void;
  remove(): void;
  querySelectorAll(selector: string): Iterable<SvgElement>;
}

export interface ChartOptions {
  /** Text that a screen reader reads for the chart. */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
  readonly marginLeft?: number;
  readonly marginTop?: number;
  readonly marginBottom?: number;
  readonly x?: object;
  readonly y?: object;
  readonly marks: readonly Markish[];
}

/** Dimensions of a panel, of which four fit beside each other; its axes have no labels. */
export const PANEL = { width: 240, height: 132, marginLeft: 54, marginTop: 6, marginBottom: 24 };

const { document } = parseHTML('<!doctype html><html></html>');
const WIDTH = 460;
const COORDINATES = ['d', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height'] as const;

/** Draws a chart as an SVG in the colours that the page's style defines. */
export function chart({
  label,
  width = WIDTH,
  height = 210,
  marginLeft = 48,
  marginTop = 22,
  marginBottom = 34,
  x,
  y,
  marks,
}: ChartOptions): Markup {
  const drawn: unknown = plot({
    document: document as unknown as PlotOptions['document'],
    className: 'plot',
    width,
    height,
    marginLeft,
    marginRight: 20,
    marginTop,
    marginBottom,
    ...(x && { x }),
    ...(y && { y }),
    marks: [...marks],
  });
  const svg = drawn as SvgElement;
  // The page's style covers the style that Plot adds to each chart.
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const name of ['font-family', 'font-size', 'width', 'height']) svg.removeAttribute(name);
  for (const element of svg.querySelectorAll('*')) {
    for (const name of COORDINATES) {
      const value = element.getAttribute(name);
      if (value !== null)
        element.setAttribute(
          name,
          value.replace(/\d+\.\d{2,}/g, (digits) => rounded(digits)),
        );
    }
  }
  // The DOM escapes text between elements, but leaves `<` as it is in attributes such as this one.
  const attributes = markup` role="img" aria-label="${label}"`.text;
  return new Markup(`<svg${attributes}${svg.outerHTML.slice('<svg'.length)}`);
}

/** A tenth of a unit is too small to see on a screen. */
function rounded(digits: string): string {
  return String(Math.round(Number(digits) * 10) / 10);
}

/** Lines of cases also differ in dashes, for print without colours. */
export const DASHES = ['none', '7 3', '2 2', '8 3 2 3', '12 3', '4 4', '1 3', '10 2 2 2 2 2'];

/** The stroke of a case's lines, by its place among the drawn cases. */
export function caseStroke(slot: number): { stroke: string; strokeDasharray: string; strokeWidth: number } {
  return { stroke: `var(--case-${slot})`, strokeDasharray: DASHES[slot] ?? 'none', strokeWidth: 1.5 };
}
