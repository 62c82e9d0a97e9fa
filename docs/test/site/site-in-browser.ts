import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { output } from '../../site/src/folders.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

/** A page of the built site, and what the browser complained of. Nothing listens at a port: the browser gets each file from here. */
export async function openSite(
  browser: Browser,
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const complaints: string[] = [];
  const page = await browser.newPage({ baseURL: 'http://site.test' });
  page.on('pageerror', (error) => void complaints.push(String(error)));
  page.on('console', (message) => void complaints.push(message.text()));
  await page.route('**', async (route) => {
    const { hostname, pathname } = new URL(route.request().url());
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const body = hostname === 'site.test' ? await readFile(join(output, path)).catch(() => undefined) : undefined;
    if (body !== undefined) return route.fulfill({ body, contentType: TYPES[extname(path)] ?? 'text/plain' });
    complaints.push(`the page asked for ${route.request().url()}`);
    return route.abort();
  });
  return { page, complaints };
}
