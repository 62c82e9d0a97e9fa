import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, missingChromium } from '../../../testing/test/browser/chromium.js';
import { writeReport } from '../src/write-report.js';
import type { FakeResults } from './fake-results.js';
import { sampleGraph, writeGraph } from './sample-graph.js';
import { sampleResults } from './sample.js';

/**
 * The WCAG 2 contrast of each visible text, of each mark in the answer and of each line in a chart against its background; and the
 * lightness of the page.
 */
const CONTRASTS = `(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((part) => part / 255).map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const behind = (one) => {
    const box = one.closest('.box');
    if (box) return getComputedStyle(box.querySelector('rect')).fill;
    for (let at = one; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) === 1) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (node.data.trim() === '' || one.closest('script, title, option') || !one.checkVisibility()) continue;
    const { color, fill } = getComputedStyle(one);
    texts.push([one.outerHTML.slice(0, 80), ratio(one.closest('svg') ? (fill === 'none' ? color : fill) : color, behind(one))]);
  }
  const marks = [...document.querySelectorAll('.answer .bar line, .answer .bar circle, .panels [aria-label=line] path')].map((one) => {
    const { stroke, fill } = getComputedStyle(one);
    return [one.outerHTML.slice(0, 80), ratio(stroke === 'none' ? fill : stroke, behind(one))];
  });
  return { texts, marks, ground: light(getComputedStyle(document.body).backgroundColor) };
})()`;

const { skipped, why } = missingChromium();

describe.skipIf(skipped)(`a browser${why}`, () => {
  let browser: Browser;
  let results: FakeResults;
  let folder: string;
  let page: Page;
  /** Console output, errors and blocked requests of the page. */
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'disco-report-browser-'));
    const file = join(folder, 'report.html');
    const url = pathToFileURL(file).href;
    results = await sampleResults({ cases: 10, replications: 3, series: 25, records: 60 });
    await writeGraph(results, sampleGraph());
    await writeReport({
      results: results.folder,
      out: file,
      goal: { response: 'depot/001/stock', best: 'least' },
    });
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.on('pageerror', (error) => void complaints.push(String(error)));
    page.on('console', (message) => void complaints.push(message.text()));
    page.on('request', (request) => void (request.url() === url || complaints.push(`asks for ${request.url()}`)));
    await page.goto(url);
  });

  afterAll(async () => {
    await browser?.close();
    await results?.close();
    await rm(folder, { recursive: true, maxRetries: 5 });
  });

  test('shows the report without an error', async () => {
    expect((await page.screenshot()).length).toBeGreaterThan(22_000);
    expect(complaints).toEqual([]);
  });

  test("runs the page's script", async () => {
    const more = await page.evaluate(`document.querySelector('#responses-table .more button').textContent`);
    expect(more).toBe('Show 200 more');
    expect(await page.evaluate(`document.querySelectorAll('th button').length`)).toBeGreaterThan(20);
  });

  test('lets the reader select the response and direction of the answer by keyboard', async () => {
    const shown = `[...document.querySelectorAll('.answer .text, .answer tbody th')].map((one) => one.textContent)`;
    await page.evaluate(`document.querySelector('.answer select[name=response]').focus()`);
    const before = (await page.evaluate(shown)) as string[];
    expect(before[0]).toContain('least mean of');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    const after = (await page.evaluate(shown)) as string[];
    expect(after[0]).toContain('greatest mean of');
    expect(after.slice(1)).toEqual(before.slice(1).reverse());
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(shown)).toEqual(before);
  });

  test('shows the answer, what is missing and the best error bar on the first screen, even on a phone', async () => {
    for (const [width, height] of [
      [1200, 900],
      [360, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      const bottoms =
        (await page.evaluate(`(scrollTo(0, 0), ['header .lead', '.answer .headline', '.answer .text', '.answer .bar'].map((one) => {
        const { top, bottom } = document.querySelector(one).getBoundingClientRect();
        return top >= 0 ? bottom : Infinity;
      }))`)) as number[];
      expect(bottoms.filter((bottom) => bottom > height)).toEqual([]);
    }
    await page.setViewportSize({ width: 1200, height: 900 });
  });

  test('lets the reader select the channel and case of the graph by keyboard', async () => {
    const shown = `(() => {
      const { name, value } = document.activeElement;
      return [name, value, document.querySelector('.graph output').textContent, document.querySelector('.box .value').textContent];
    })()`;
    await page.evaluate(`document.querySelector('#graph').closest('section').querySelector('select').focus()`);
    const before = (await page.evaluate(shown)) as string[];
    expect(before.slice(0, 3)).toEqual(['channel', '0', 'stock (pallets)']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    const after = (await page.evaluate(shown)) as string[];
    expect(after.slice(0, 3)).toEqual(['case', '1', 'stock (pallets)']);
    expect(after[3]).not.toBe(before[3]);
  });

  test('reaches every control with the Tab key, and shows the focus', async () => {
    const controls = `[...document.querySelectorAll('a, button, input, select, summary, [tabindex]')].filter((one) => one.checkVisibility())`;
    const count = (await page.evaluate(`${controls}.length`)) as number;
    await page.evaluate(`(document.activeElement.blur(), scrollTo(0, 0), globalThis.reached = new Set(), globalThis.bare = [],
      document.addEventListener('focusin', ({ target }) => {
        reached.add(target);
        if (getComputedStyle(target).outlineStyle === 'none') bare.push(target.outerHTML.slice(0, 80));
      }), document.body.setAttribute('tabindex', '-1'), document.body.focus(), 0)`);
    for (let press = 0; press < count + 5; press++) await page.keyboard.press('Tab');
    expect(
      await page.evaluate(
        `${controls}.filter((one) => !reached.has(one) && one !== document.body).map((one) => one.outerHTML.slice(0, 80))`,
      ),
    ).toEqual([]);
    expect(await page.evaluate('bare')).toEqual([]);
    // In page order, starting with the answer.
    const order = `(() => {
      const all = [...reached].filter((one) => one !== document.body);
      return all.filter((one, index) => index > 0 && !(all[index - 1].compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)).map((one) => one.outerHTML.slice(0, 80));
    })()`;
    expect(await page.evaluate(order)).toEqual([]);
    expect(await page.evaluate(`[...reached].find((one) => one !== document.body).getAttribute('name')`)).toBe(
      'response',
    );
  });

  test.each([
    ['light', 'screen'],
    ['dark', 'screen'],
    // A dark colour scheme must not make the print dark.
    ['dark', 'print'],
  ] as const)('has text and marks that can be seen on their ground, %s, %s', async (colorScheme, media) => {
    await page.emulateMedia({ colorScheme, media });
    const { texts, marks, ground } = (await page.evaluate(CONTRASTS)) as Record<
      'texts' | 'marks',
      readonly (readonly [what: string, ratio: number])[]
    > & { ground: number };
    await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
    expect(ground > 0.5).toBe(colorScheme === 'light' || media === 'print');
    expect(texts.length).toBeGreaterThan(1000);
    expect(texts.filter(([, ratio]) => ratio < 4.5)).toEqual([]);
    expect(marks.length).toBeGreaterThan(20);
    expect(marks.filter(([, ratio]) => ratio < 3)).toEqual([]);
  });

  test('fits the width of the window', async () => {
    for (const width of [360, 380, 700, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      // Content beyond the edge must be scrollable or absent.
      const cut = `[...document.querySelectorAll('main :is(p, td, th, dd, h1, h2, figcaption, select, input, .legend span)')].filter((one) => {
        if (!one.checkVisibility() || one.closest('.scroll, thead')) return false;
        const { left, right, width } = one.getBoundingClientRect();
        return width > 1 && (left < 0 || right > ${width});
      }).map((one) => one.outerHTML.slice(0, 80))`;
      expect(await page.evaluate(cut)).toEqual([]);
    }
  });

  test('shows the answer on a phone without scroll bars, and in legible type', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    const overflow = `[...document.querySelectorAll('.answer .scroll, .answer tbody tr, .answer td')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML.slice(0, 80))`;
    expect(await page.evaluate(overflow)).toEqual([]);
    const small = `[...document.querySelectorAll('.answer select')].filter((one) => one.getBoundingClientRect().height < 36).length`;
    expect(await page.evaluate(small)).toBe(0);
    // Type in charts, which shrinks with them, and beside them.
    const letters = `[...document.querySelectorAll('.plot text')].map((one) => {
      one.closest('figure').style.contentVisibility = 'visible';
      return parseFloat(getComputedStyle(one).fontSize) * one.ownerSVGElement.getScreenCTM().a;
    })`;
    const sizes = (await page.evaluate(letters)) as number[];
    expect(sizes.length).toBeGreaterThan(100);
    expect(Math.min(...sizes)).toBeGreaterThan(9);
    const cut = `[...document.querySelectorAll('.plot text')].filter((one) => one.getBoundingClientRect().left < one.ownerSVGElement.getBoundingClientRect().left - 1).map((one) => one.textContent)`;
    expect(await page.evaluate(cut)).toEqual([]);
    await page.setViewportSize({ width: 1200, height: 900 });
  });

  test('prints all rows and charts, but no controls', async () => {
    await page.emulateMedia({ media: 'print' });
    const controls = `[...document.querySelectorAll('main :is(nav, input, select, summary, .more button)')].filter((one) => one.checkVisibility()).length`;
    expect(await page.evaluate(controls)).toBe(0);
    const clipped = `[...document.querySelectorAll('.scroll')].filter((one) => one.checkVisibility() && getComputedStyle(one).overflowY !== 'visible').length`;
    expect(await page.evaluate(clipped)).toBe(0);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.length).toBeGreaterThan(50_000);
    await page.emulateMedia({ media: 'screen' });
  });

  test('scrolls without long pauses', async () => {
    // Best of three, because the machine may be busy.
    const longest = await page.evaluate(`(async () => {
      const scroll = async () => {
      let longest = 0;
      for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
        const began = performance.now();
        scrollTo(0, y);
        document.body.getBoundingClientRect();
        longest = Math.max(longest, performance.now() - began);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return longest;
      };
      return Math.min(await scroll(), await scroll(), await scroll());
    })()`);
    expect(longest).toBeLessThan(100);
  });
});
