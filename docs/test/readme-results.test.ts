import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeBlocks } from './snippets/code-block.js';
import { root } from './snippets/snippet-pages.js';

const run = promisify(execFile);
const folder = join(root, 'docs/dist/readme');
const blocks = codeBlocks(await readFile(join(root, 'README.md'), 'utf8'));

/** The `disco` command of the README, in the folder of its modules. */
async function disco(...args: string[]): Promise<string> {
  const command = [join(root, 'cluster/cli/dist/main.js'), ...args];
  return (await run(process.execPath, command, { cwd: folder })).stdout;
}

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { file, code } of blocks) if (file !== undefined) await writeFile(join(folder, file), code);
  await disco('run', 'experiment.ts', '--results', 'results', '--workers', '2');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('the results on the README are those of its experiment', async () => {
  const printed = await disco('results', 'results');
  expect(blocks.filter(({ language }) => language === 'text').map(({ code }) => code)).toEqual([printed]);
});

// `npm run -s pictures` takes the picture anew.
it.runIf(process.env['DISCO_PICTURES'] === 'take')('the picture of the report is taken', async () => {
  await disco('report', 'results');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', chromiumSandbox: false });
  const page = await browser.newPage({ viewport: { width: 1000, height: 560 } });
  await page.goto(pathToFileURL(join(folder, 'results/report.html')).href);
  expect(await page.title()).toContain('call centre');
  await page.screenshot({ path: join(root, 'docs/pictures/report.png') });
  await browser.close();
});
