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

const { skipped, why } = missingChromium();

describe.skipIf(skipped)(`a browser${why}`, () => {
  let browser: Browser;
  let results: FakeResults;
  let folder: string;
  let page: Page;
  /** What the page has written to its console, and what has failed in it or was refused. */
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'disco-report-browser-'));
    const file = join(folder, 'report.html');
    const url = pathToFileURL(file).href;
    results = await sampleResults({ cases: 2, series: 210 });
    await writeGraph(results, sampleGraph());
    await writeReport({ results: results.folder, out: file });
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

  test('runs the script of the page', async () => {
    const more = await page.evaluate(`document.querySelector('#responses-table .more button').textContent`);
    expect(more).toBe('Show 200 more');
    expect(await page.evaluate(`document.querySelectorAll('th button').length`)).toBeGreaterThan(20);
  });

  test('lets a reader choose the channel and the case of the graph by keyboard', async () => {
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

  test('reaches every control by the tabulator, and shows where it is', async () => {
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
  });

  test.each(['light', 'dark'] as const)('has text that can be read on its ground, %s', async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    const contrasts = (await page.evaluate(`(() => {
      const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255).map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
      const ground = getComputedStyle(document.body).backgroundColor;
      const plain = ['p', 'td', 'th', 'dt', 'figcaption span', '.legend', 'summary', 'nav a', '.good', '.note'].flatMap((selector) => {
        const one = document.querySelector(selector);
        return one ? [[selector, ratio(getComputedStyle(one).color, ground)]] : [];
      });
      const heat = [...document.querySelectorAll('.heat li')].map((one) => [one.className, ratio(getComputedStyle(one).color, getComputedStyle(one).backgroundColor)]);
      return [...plain, ...heat];
    })()`)) as [string, number][];
    expect(contrasts.length).toBeGreaterThan(14);
    expect(contrasts.filter(([, ratio]) => ratio < 4.5)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
  });

  test('is as wide as its window, and no wider', async () => {
    for (const width of [380, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });

  test('scrolls without long stops', async () => {
    // The best of three times, for the machine may be busy with something else.
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
