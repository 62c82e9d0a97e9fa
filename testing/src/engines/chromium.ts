import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import type { Engine } from './engine.js';

const CHROMIUM = '/usr/bin/chromium';
// A headless browser that makes no network requests by itself.
const ARGUMENTS = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map(
  (name) => `--disable-${name}`,
);

/** What is missing without Chromium; undefined if it is installed. */
export function missingChromium(): string | undefined {
  return existsSync(CHROMIUM) ? undefined : `${CHROMIUM} is missing; apt-get install chromium`;
}

/** Starts Debian's Chromium without a window, in a fresh profile. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: false, args: ARGUMENTS, timeout: 100_000 });
}

export const chromiumEngine: Engine = {
  name: 'chromium',
  always: true,
  async find() {
    const missing = missingChromium();
    if (missing !== undefined) return { missing };
    const browser = await launchChromium();
    return {
      version: `Chromium ${browser.version()}, ${process.platform} ${process.arch}`,
      async run(script) {
        try {
          const page = await browser.newPage();
          const print = 'globalThis.lines = []; globalThis.printLine = (line) => void globalThis.lines.push(line);';
          await page.addScriptTag({ content: `${print}\n${script}` });
          return await page.evaluate<readonly string[]>('globalThis.allCases.then(() => globalThis.lines)');
        } finally {
          await browser.close();
        }
      },
    };
  },
};
