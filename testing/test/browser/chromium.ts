import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
// A browser that nobody looks at, and that asks nothing of the network on its own.
const ARGUMENTS = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map(
  (name) => `--disable-${name}`,
);

/**
 * Whether tests of a browser must be skipped, and what to write behind their name then.
 *
 * @throws Error in CI, which installs the browser: nobody would notice that it has not been used
 */
export function missingChromium(): { readonly skipped: boolean; readonly why: string } {
  if (existsSync(CHROMIUM)) return { skipped: false, why: '' };
  const message = `${CHROMIUM} is not there; apt-get install chromium`;
  if (process.env['CI']) throw new Error(message);
  return { skipped: true, why: ` (${message})` };
}

/** Starts Debian's Chromium, without a window, in a profile of its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: false, args: ARGUMENTS, timeout: 100_000 });
}
