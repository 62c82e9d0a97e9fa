import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from './bundle.js';
import { launchChromium, missingChromium } from './chromium.js';
import type { PageOutcome, page as onPage } from './page/main.js';
import { names, runModel, type RunRequest } from './page/runs.js';

const ORIGIN = 'http://page.test';
const { skipped, why } = missingChromium();

describe.skipIf(skipped)(`models on a page in a browser${why}`, () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    const { entry, files } = await bundle('page/main.ts');
    browser = await launchChromium();
    page = await browser.newPage();
    page.on('pageerror', (error) => void complaints.push(String(error)));
    page.on('console', (message) => void complaints.push(message.text()));
    // Nothing listens on a port: the browser gets each file from here, and requests no other.
    await page.route('**', (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      const script = files.get(path);
      if (script !== undefined) return route.fulfill({ body: script, contentType: 'text/javascript' });
      const body = `<!doctype html><link rel="icon" href="data:,"><output></output><script type="module" src="/${entry}"></script>`;
      return path === '' ? route.fulfill({ body, contentType: 'text/html' }) : route.abort();
    });
    await page.goto(ORIGIN, { waitUntil: 'load' });
    // By now the modules have run.
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  });

  afterAll(async () => {
    await browser?.close();
  });

  const showRun = (request: RunRequest): Promise<PageOutcome> =>
    page.evaluate((wanted) => (globalThis as unknown as { page: typeof onPage }).page.showRun(wanted), request);

  const requests = names.flatMap((name) => [
    { name, seed: 0 },
    { name, seed: 2 ** 53 - 1, workers: 3 },
  ]);

  it.each(requests)('give the same digests as Node: $name, seed $seed', async (request) => {
    const { shown: _shown, ticks: _ticks, ...outcome } = await showRun(request);
    expect(outcome).toEqual(await runModel(request, () => undefined));
    expect(outcome.observed).toBe(outcome.activations);
  });

  it('show their progress, and keep the page responsive', async () => {
    const { shown, ticks } = await showRun({ name: 'phold', seed: 1 });
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.at(-1)).toMatch(/^99 %, \d+ activations$/);
    expect(await page.textContent('output')).toBe(shown.at(-1));
    expect(ticks).toBeGreaterThan(1);
  });

  it('cause no error and no warning of the browser', () => expect(complaints).toEqual([]));
});
