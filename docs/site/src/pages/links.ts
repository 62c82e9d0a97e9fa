import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { root } from '../folders.js';

/** A page whose links lead where they lead on the site, and what is wrong with them. */
export interface LinkedPage {
  readonly text: string;
  /** As `PAGE:LINE: what is wrong`. */
  readonly problems: readonly string[];
  /** Pages of the site that it links to, with an anchor: `guides/queues.md#patience`. */
  readonly anchors: readonly string[];
}

/** What links are resolved against. */
export interface LinkTargets {
  /** Pages by their path in the repository. */
  readonly pages: ReadonlyMap<string, string>;
  /** Address of the repository. */
  readonly repository: string;
}

const LINK = /(\]\()([^()\s]+)((?:\s+"[^"]*")?\))/g;

/**
 * Leads the links of a page to other pages of the site, and those to other files to the repository on the web.
 *
 * @param file path of the page from the root of the repository
 */
export function withLinks(file: string, text: string, { pages, repository }: LinkTargets): LinkedPage {
  const problems: string[] = [];
  const anchors: string[] = [];
  const here = pages.get(file) ?? '';

  const led = (target: string): string => {
    const own = new RegExp(`^${repository}/(?:blob|tree)/main/`);
    // VitePress itself knows whether a page of the reference is there.
    if ((!own.test(target) && /^[a-z]+:/.test(target)) || target.startsWith('/api/')) return target;
    const [path = '', anchor] = target.replace(own, '/').split('#');
    const hash = anchor === undefined ? '' : `#${anchor}`;
    const inRepository = path.startsWith('/') ? path.slice(1) : posix.join(dirname(file), path);
    const found = path === '' ? file : inRepository.replace(/\/$/, '');
    if (!existsSync(join(root, found))) throw new Error(`there is no file '${found}'`);
    const page = pages.get(found) ?? pages.get(`${found}/README.md`);
    if (page === undefined) {
      const kind = statSync(join(root, found)).isDirectory() ? 'tree' : 'blob';
      // A picture is shown, not linked to.
      return /\.(png|svg)$/.test(found) ? target : `${repository}/${kind}/main/${found}${hash}`;
    }
    if (anchor !== undefined) anchors.push(`${page}${hash}`);
    return path === '' ? hash : `${relativePath(here, page)}${hash}`;
  };

  let fenced = false;
  const lines = text.split('\n').map((line, index) => {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) return line;
    return line.replace(LINK, (link, before: string, target: string, after: string) => {
      try {
        return `${before}${led(target)}${after}`;
      } catch (error) {
        problems.push(`${file}:${index + 1}: ${(error as Error).message}`);
        return link;
      }
    });
  });
  return { text: lines.join('\n'), problems, anchors };
}

function relativePath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
