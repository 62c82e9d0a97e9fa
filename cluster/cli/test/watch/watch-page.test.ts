import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readResults } from '@disco-engine/experiments';
import { launchChromium, missingChromium } from '../../../../testing/test/browser/chromium.js';
import { parsedMetrics, total } from '../metrics/parsed-metrics.js';
import { Disco, model, outcomeOf, printed } from '../command/disco.js';

const logging = fileURLToPath(new URL('../fixtures/logging-experiment.mjs', import.meta.url));
/** Generous, as machines of tests are slow. */
const POLL = { timeout: 30_000 };
const { skipped, why } = missingChromium();

describe.skipIf(skipped)(`the page of a command${why}`, () => {
  const disco = new Disco();
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    browser = await launchChromium();
    folder = await mkdtemp(join(tmpdir(), 'disco-watch-'));
  });
  afterEach(() => disco.killSpawned());
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  async function open(url: string): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => void complaints.push(String(error)));
    page.on('console', (message) => void complaints.push(message.text()));
    await page.goto(url);
    return { page, complaints };
  }

  it('shows the progress and the workers of a run, which can be paused, resumed and canceled', async () => {
    const run = ['run', '--model', `${logging}#LoggingRing`, '--scenario', `${model}#small`, '--until', '1e8'];
    const parameters = JSON.stringify({ printAt: 5 });
    const child = disco.spawn(...run, '--workers', '2', '--parameters', parameters, '--watch');
    const outcome = outcomeOf(child);
    const url = await printed(child, /http:\S+(?=\n)/);
    const { page, complaints } = await open(url);
    const text = async (id: string): Promise<string> => (await page.textContent(`#${id}`)) ?? '';
    const epoch = async (): Promise<number> => Number((await text('epoch')).replaceAll(',', '').split(' ')[0]);

    await expect.poll(() => text('status'), POLL).toBe('running');
    await expect.poll(epoch, POLL).toBeGreaterThan(10);
    expect(await text('title')).toBe('LoggingRing');
    expect(await page.locator('#workers tr').allTextContents()).toEqual([
      expect.stringMatching(/^0thread \d+ACTIVE/) as string,
      expect.stringMatching(/^1thread \d+ACTIVE/) as string,
    ]);
    await expect.poll(() => page.getAttribute('#line', 'points'), POLL).toMatch(/\d+,\d+.* \d+,/);

    await page.click('#pause');
    await expect.poll(() => text('status'), POLL).toBe('paused');
    const reached = await epoch();
    await page.click('#resume');
    await expect.poll(epoch, POLL).toBeGreaterThan(reached);
    expect(await text('refusal')).toBe('');

    const lines = (): Promise<string[]> => page.locator('#lines li').allTextContents();
    await expect.poll(lines, POLL).toContainEqual(expect.stringMatching(/ s {2}worker 1 {2}station\/3 speaks$/));
    expect(await lines()).toContainEqual(expect.stringMatching(/ s {2}worker 0 {2}READY → ACTIVE$/));
    expect((await lines())[0]).toMatch(/attempt 1 has begun|AVAILABLE → RESERVED/);
    await page.selectOption('#of-part', 'worker 1');
    expect((await lines()).every((line) => line.includes('worker 1'))).toBe(true);
    await page.fill('#with', 'SPEAKS');
    expect(await lines()).toHaveLength(1);
    expect(await text('count')).toMatch(/^1 of the last \d+ lines$/);
    await page.fill('#with', '');
    await page.selectOption('#of-part', '');

    await page.click('#graph summary');
    const values = async (): Promise<number[]> => (await page.locator('#drawing .value').allTextContents()).map(Number);
    await expect.poll(values, POLL).toSatisfy((all: number[]) => all.length === 12 && all.every((rate) => rate > 0));
    expect(await page.locator('#drawing .box.heat-6').count()).toBeGreaterThan(0);
    // A value of the channel is a whole number below 100, and no rate of activations is.
    // Until it is there, nothing is left of the activations.
    const left = await page.evaluate(`(() => {
      const colour = document.querySelector('#colour');
      colour.value = 'size';
      colour.dispatchEvent(new Event('change'));
      return [...document.querySelectorAll('#drawing .value, #scale')].map((one) => one.textContent).join('');
    })()`);
    expect(left).toBe('');
    const isSize = (shown: string): boolean => /^\d\d?$/.test(shown);
    const texts = (): Promise<string[]> => page.locator('#drawing .value').allTextContents();
    await expect.poll(texts, POLL).toSatisfy((all: string[]) => all.every(isSize));
    expect(await page.locator('#scale li').count()).toBe(7);
    await page.click('#graph summary');

    await page.click('#cancel');
    const { code, stdout, stderr } = await outcome;
    expect(stdout).toBe('station/3 speaks\n');
    expect(code).not.toBe(0);
    expect(stderr).toContain('the run ended at epoch');
    await expect.poll(() => text('ending'), POLL).toMatch(/^the run was canceled at epoch /);
    expect((await lines()).at(-1)).toMatch(/ s {2}run {2}the run was canceled at epoch /);
    expect(complaints).toEqual([]);
  });

  it('shows the cases, replications and estimates of an experiment, which end as its results', async () => {
    const results = join(folder, 'results');
    const child = disco.spawn(
      'run',
      `${logging}#watched`,
      '--results',
      results,
      '--workers',
      '2',
      '--watch',
      '--metrics',
      '0',
    );
    const outcome = outcomeOf(child);
    const [url, metrics] = await Promise.all([
      printed(child, /http:\S+(?=\n)/),
      printed(child, /http:\S+\/metrics(?=\n)/),
    ]);
    const { page, complaints } = await open(url);
    const text = async (id: string): Promise<string> => (await page.textContent(`#${id}`)) ?? '';
    const finished = async (): Promise<number> => Number.parseInt(await text('finished'));

    await expect.poll(finished, POLL).toBeGreaterThan(1);
    expect(await text('finished')).toMatch(/ of 8$/);
    await page.click('#pause');
    await expect.poll(() => text('status'), POLL).toBe('paused');
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
    await expect.poll(() => text('status'), POLL).toBe('finished');
    expect(await text('finished')).toBe('8 of 8');
    expect(await page.locator('#cases rect.state-2').count()).toBe(8);
    const { mean = NaN, interval } = (await readResults(results)).cases[0]?.response('station/0/size') ?? {};
    const shown = (value: number): string => String(Number(value.toPrecision(4)));
    const cells = await own.locator('td').allTextContents();
    expect(cells.slice(2, 4)).toEqual([shown(mean), shown(interval?.halfWidth ?? NaN)]);
    expect(cells[5]).toBe('8');
    expect(await text('ending')).toBe(`results: ${results}`);
    const lines = await page.locator('#lines li').allTextContents();
    const told = (one: RegExp): number => lines.filter((line) => one.test(line)).length;
    expect(told(/ s {2}case 0 {2}replication 0\/\d FINISHED after [\d.]+ s: digest [\da-f]{16}$/)).toBe(8);
    expect([told(/ experiment {2}started$/), told(/ paused$/), told(/ resumed$/)]).toEqual([1, 1, 1]);
    expect(lines.at(-1)).toMatch(/ experiment {2}FINISHED$/);
    expect(complaints.filter((complaint) => !complaint.includes('ERR_'))).toEqual([]);
  });
});
