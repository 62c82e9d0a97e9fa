import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, missingChromium } from '../../../../testing/test/browser/chromium.js';
import { Disco, model, outcomeOf, printed } from '../command/disco.js';

const logging = fileURLToPath(new URL('../fixtures/logging-experiment.mjs', import.meta.url));
const { skipped, why } = missingChromium();

describe.skipIf(skipped)(`a run that is watched in a browser${why}`, () => {
  const disco = new Disco();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterEach(() => disco.killSpawned());
  afterAll(() => browser?.close());

  it('shows its progress and its workers, and can be paused, resumed and canceled', async () => {
    const run = ['run', '--model', `${logging}#LoggingRing`, '--scenario', `${model}#small`, '--until', '1e8'];
    const parameters = JSON.stringify({ printAt: 5 });
    const child = disco.spawn(...run, '--workers', '2', '--parameters', parameters, '--watch');
    const outcome = outcomeOf(child);
    const url = await printed(child, /http:\S+(?=\n)/);
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => void complaints.push(String(error)));
    page.on('console', (message) => void complaints.push(message.text()));
    await page.goto(url);
    const text = async (id: string): Promise<string> => (await page.textContent(`#${id}`)) ?? '';
    const epoch = async (): Promise<number> => Number((await text('epoch')).replaceAll(',', '').split(' ')[0]);

    await expect.poll(() => text('status'), { timeout: 20_000 }).toBe('running');
    await expect.poll(epoch, { timeout: 20_000 }).toBeGreaterThan(10);
    expect(await text('title')).toBe('LoggingRing');
    expect(await page.locator('#workers tr').allTextContents()).toEqual([
      expect.stringMatching(/^0thread \d+ACTIVE/) as string,
      expect.stringMatching(/^1thread \d+ACTIVE/) as string,
    ]);
    await expect.poll(() => page.getAttribute('#line', 'points')).toMatch(/\d+,\d+.* \d+,/);

    await page.click('#pause');
    await expect.poll(() => text('status'), { timeout: 20_000 }).toBe('paused');
    const reached = await epoch();
    await page.click('#resume');
    await expect.poll(epoch, { timeout: 20_000 }).toBeGreaterThan(reached);
    expect(await text('refusal')).toBe('');

    const lines = (): Promise<string[]> => page.locator('#lines li').allTextContents();
    await expect.poll(lines).toContainEqual(expect.stringMatching(/ s {2}worker 1 {2}station\/3 speaks$/));
    expect(await lines()).toContainEqual(expect.stringMatching(/ s {2}worker 0 {2}READY → ACTIVE$/));
    expect((await lines())[0]).toMatch(/attempt 1 has begun|AVAILABLE → RESERVED/);
    await page.selectOption('#of-worker', '1');
    expect((await lines()).every((line) => line.includes('worker 1'))).toBe(true);
    await page.fill('#with', 'SPEAKS');
    expect(await lines()).toHaveLength(1);
    expect(await text('count')).toMatch(/^1 of the last \d+ lines$/);
    await page.fill('#with', '');
    await page.selectOption('#of-worker', '');

    await page.click('#graph summary');
    const values = async (): Promise<number[]> => (await page.locator('#drawing .value').allTextContents()).map(Number);
    await expect
      .poll(values, { timeout: 20_000 })
      .toSatisfy((all: number[]) => all.length === 12 && all.every((rate) => rate > 0));
    expect(await page.locator('#drawing .box.heat-6').count()).toBeGreaterThan(0);
    // A value of the channel is a whole number below 100, and no rate of activations is.
    await page.selectOption('#colour', 'size');
    const isSize = (value: number): boolean => Number.isInteger(value) && value < 100;
    await expect.poll(values, { timeout: 20_000 }).toSatisfy((all: number[]) => all.every(isSize));
    expect(await page.locator('#scale li').count()).toBe(7);
    await page.click('#graph summary');

    await page.click('#cancel');
    const { code, stdout, stderr } = await outcome;
    expect(stdout).toBe('station/3 speaks\n');
    expect(code).not.toBe(0);
    expect(stderr).toContain('the run ended at epoch');
    await expect.poll(() => text('ending')).toMatch(/^the run was canceled at epoch /);
    expect((await lines()).at(-1)).toMatch(/ s {2}run {2}the run was canceled at epoch /);
    expect(complaints).toEqual([]);
  });
});
