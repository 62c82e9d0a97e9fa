import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { writeReport, type ReportOptions, type ReportSummary } from '../src/write-report.js';
import type { FakeResults } from './fake-results.js';

/** The part of a DOM element that these tests use. */
export interface PageElement {
  readonly textContent: string;
  value: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  click(): void;
  dispatchEvent(event: unknown): boolean;
}

export interface RenderedPage {
  readonly html: string;
  readonly summary: ReportSummary;
  readonly document: PageElement;
  /** Creates an event of this type. */
  event(name: string): unknown;
  /** The texts of the rows of a table. */
  rows(id: string): string[][];
}

/** Writes a report and parses it. */
export async function render(
  results: FakeResults,
  options: Omit<ReportOptions, 'results' | 'out'> = {},
): Promise<RenderedPage> {
  const out = join(results.folder, 'report.html');
  const summary = await writeReport({ results: results.folder, out, ...options });
  const html = await readFile(out, 'utf8');
  const window = parseHTML(html) as unknown as { document: PageElement; Event: new (name: string) => unknown };
  const { document } = window;
  const rows = (id: string): string[][] =>
    [...document.querySelectorAll(`#${id} tbody tr`)].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent),
    );
  return { html, summary, document, event: (name) => new window.Event(name), rows };
}
