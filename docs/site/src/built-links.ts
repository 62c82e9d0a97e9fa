import { readFile, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';

/**
 * Links of the built pages that lead nowhere: to a file that is not there, or an anchor that its page does not have. VitePress itself
 * finds neither anchors nor links in HTML.
 *
 * @param folder the site
 * @param others more links that must lead somewhere, from READMEs that are no pages: `guides/queues.md#patience`
 */
export async function lostLinks(folder: string, others: readonly string[]): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  const pages = files.filter((file) => file.endsWith('.html'));
  const texts = await Promise.all(pages.map((file) => readFile(join(folder, file), 'utf8')));
  const anchors = new Map<string, ReadonlySet<string>>(files.map((file) => [file, new Set()]));
  for (const [index, file] of pages.entries()) anchors.set(file, anchorsOf(texts[index] ?? ''));
  const links = pages.flatMap((from, index) =>
    linksOf(texts[index] ?? '').map((link) => ({ from, ...targetOf(from, link) })),
  );
  links.push(...others.map((link) => ({ from: 'a README', ...targetOf('', link.replace('.md#', '.html#')) })));
  const lost = links.flatMap(({ from, file, anchor }) => {
    const found = anchors.get(file);
    if (found !== undefined && (anchor === '' || found.has(anchor))) return [];
    return [`${from} links to ${file}${anchor === '' ? '' : `#${anchor}`}, which is not there`];
  });
  return [...new Set(lost)];
}

function anchorsOf(html: string): Set<string> {
  return new Set(Array.from(html.matchAll(/ id="([^"]+)"/g), ([, id = '']) => id));
}

/** Links within the site. */
function linksOf(html: string): string[] {
  return Array.from(html.matchAll(/ href="([^"]+)"/g), ([, link = '']) => link).filter(
    (link) => !/^[a-z]+:/.test(link),
  );
}

function targetOf(from: string, link: string): { readonly file: string; readonly anchor: string } {
  const [path = '', anchor = ''] = link.split('#');
  const target = path === '' ? from : posix.join(path.startsWith('/') ? '.' : posix.dirname(from), path);
  const file = /(^|\/)\.?$/.test(target) ? posix.join(target, 'index.html') : target;
  return { file, anchor: decodeURIComponent(anchor) };
}
