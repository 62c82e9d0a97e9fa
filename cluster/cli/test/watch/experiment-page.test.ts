import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, missingChromium } from '../../../../testing/test/browser/chromium.js';
import { readResults } from '@disco-engine/experiments';
import { parsedMetrics, total } from '../metrics/parsed-metrics.js';
import { Disco, outcomeOf, printed } from '../command/disco.js';

const { skipped, why } = missingChromium();
const experiment = `${fileURLToPath(new URL('../fixtures/logging-experiment.mjs', import.meta.url))}#watched`;
const POLL = { timeout: 30_000 };

describe.skipIf(skipped)(`an experiment that is watched in a browser${why}`, () => {
  const disco = new Disco();
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    browser = await launchChromium();
    folder = await mkdtemp(join(tmpdir(), 'disco-watch-'));
  });
  afterAll(async () => {
    await disco.close();
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  it('shows cases, replications and estimates, which end as the results', async () => {
    const results = join(folder, 'results');
    const child = disco.spawn('run', experiment, '--results', results, '--workers', '2', '--watch', '--metrics', '0');
    const outcome = outcomeOf(child);
    const [url, metrics] = await Promise.all([
      printed(child, /http:\S+(?=\n)/),
      printed(child, /http:\S+\/metrics(?=\n)/),
    ]);
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => void complaints.push(String(error)));
    page.on('console', (message) => void complaints.push(message.text()));
    await page.goto(url);
    const text = async (selector: string): Promise<string> => (await page.textContent(selector)) ?? '';
    const finished = async (): Promise<number> => Number.parseInt(await text('#finished'));

    await expect.poll(finished, POLL).toBeGreaterThan(1);
    expect(await text('#finished')).toMatch(/ of 8$/);
    await page.click('#pause');
    await expect.poll(() => text('#status'), POLL).toBe('paused');
    expect(await page.locator('#cases rect').count()).toBe(8);
    const own = page.locator('#estimates tr', { hasText: 'station/0/size' });
    const early = await own.locator('td').allTextContents();
    expect(early[0]).toBe('0');
    expect(Number(early[3])).toBeGreaterThan(0);
    const series = parsedMetrics(await (await fetch(metrics)).text());
    expect(total(series, 'disco_replications')).toBe(8);
    await page.click('#resume');

    const { code, stderr } = await outcome;
    expect(code, stderr).toBe(0);
    await expect.poll(() => text('#status'), POLL).toBe('finished');
    expect(await text('#finished')).toBe('8 of 8');
    expect(await page.locator('#cases rect.state-2').count()).toBe(8);
    const { mean = NaN, interval } = (await readResults(results)).cases[0]?.response('station/0/size') ?? {};
    const shown = (value: number): string => String(Number(value.toPrecision(4)));
    const cells = await own.locator('td').allTextContents();
    expect(cells.slice(2, 4)).toEqual([shown(mean), shown(interval?.halfWidth ?? NaN)]);
    expect(cells[5]).toBe('8');
    expect(await text('#ending')).toBe(`results: ${results}`);
    expect(complaints.filter((complaint) => !complaint.includes('ERR_'))).toEqual([]);
  });
});
