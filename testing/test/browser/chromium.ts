import { missingChromium as missing } from '../../src/engines/chromium.js';

export { launchChromium } from '../../src/engines/chromium.js';

/**
 * Whether browser tests must be skipped, and the reason to append to their name.
 *
 * @throws Error in CI, which installs the browser: nobody would notice that it was not used
 */
export function missingChromium(): { readonly skipped: boolean; readonly why: string } {
  const message = missing();
  if (message === undefined) return { skipped: false, why: '' };
  if (process.env['CI']) throw new Error(message);
  return { skipped: true, why: ` (${message})` };
}
