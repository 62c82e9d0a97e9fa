import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, missingChromium } from '../../../testing/test/browser/chromium.js';
import { runCallCentre, type CallCentreSettings } from '../../site/demo/run-call-centre.js';
import { root, site } from '../../site/src/folders.js';
import { openSite } from './site-in-browser.js';

const run = promisify(execFile);
const { skipped, why } = missingChromium();
let built: { readonly stdout: string; readonly stderr: string };

beforeAll(async () => {
  built = await run(process.execPath, ['--max-semi-space-size=128', join(root, 'docs/site/dist/main.js')]);
}, 600_000);

it('the site is built without a warning', () => {
  const printed = `${built.stdout}${built.stderr}`;
  expect(printed).toContain('build complete');
  expect(printed).not.toMatch(/warn|\(!\)|circular/i);
});

it('the model on the first page is that of the README', async () => {
  const model = await readFile(join(site, 'demo/call-centre.ts'), 'utf8');
  expect(await readFile(join(root, 'README.md'), 'utf8')).toContain(`// file: call-centre.ts\n${model}\`\`\``);
});

describe.skipIf(skipped)(`in a browser${why}`, () => {
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
    ({ page, complaints } = await openSite(browser));
    await page.goto('/');
  });

  afterAll(() => browser?.close());

  const digest = () => page.textContent('[data-digest]');
  const inNode = async (settings: CallCentreSettings) => (await runCallCentre(settings)).digest;

  it('the model runs, with the digest that Node gives', async () => {
    const settings = { agents: 3, seed: 7, minutes: 480 };
    await expect.poll(digest, { timeout: 30_000 }).toBe(await inNode(settings));
    expect(await page.locator('.course .line').count()).toBe(2);
  });

  it('the model runs anew with what the visitor chooses, and the command on the page prints its digest', async () => {
    const settings = { agents: 5, seed: 12_345, minutes: 2000 };
    for (const [name, value] of Object.entries(settings)) await page.fill(`[name=${name}]`, String(value));
    const expected = await inNode(settings);
    await expect.poll(digest, { timeout: 30_000 }).toBe(expected);
    const command = (await page.textContent('[data-command]')) ?? '';
    const disco = join(root, 'cluster/cli/dist/main.js');
    const line = command.replace('npx disco', `"${process.execPath}" "${disco}"`);
    const { stdout } = await run('sh', ['-c', line], { cwd: join(site, 'demo') });
    expect(stdout).toContain(`digest       ${expected}\n`);
  });

  it('the search finds a page by a word of its text', async () => {
    await page.click('.VPNavBarSearchButton, .DocSearch-Button');
    await page.fill('#localsearch-input', 'antithetic replications');
    const found = page.locator('.VPLocalSearchBox .result').first();
    await found.click();
    await page.waitForURL('**/*.html*');
    await page.waitForSelector('.VPDoc h1');
    expect(await page.textContent('main')).toMatch(/antithetic/i);
  });

  it('the reference of a name says what to import', async () => {
    await page.goto('/api/sdk/process.html#resource');
    expect(await page.textContent('h2#resource')).toContain('Resource');
    expect(await page.textContent('.vp-doc div[class*=language]')).toContain(`import { … } from '@disco-engine/sdk';`);
  });

  it('the browser complains of nothing', () => expect(complaints).toEqual([]));
});
