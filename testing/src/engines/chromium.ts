import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import type { Engine } from './engine.js';

const CHROMIUM = '/usr/bin/chromium';
// A browser that nobody looks at, and that asks nothing of the network on its own.
const ARGUMENTS = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map(
  (name) => `--disable-${name}`,
);

/** What is not there without Chromium; undefined where it is. */
export function missingChromium(): string | undefined {
  return existsSync(CHROMIUM) ? undefined : `${CHROMIUM} is not there; apt-get install chromium`;
}

/** Starts Debian's Chromium, without a window, in a profile of its own. */
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
