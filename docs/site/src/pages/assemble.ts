import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type PublicPackage, publicPackages } from '../api/public-entries.js';
import { type ReferencePage, writeReference } from '../api/reference.js';
import { bundleDemo } from '../demo/bundle-demo.js';
import { made, pages as folder, root, site } from '../folders.js';
import { type LinkedPage, withLinks } from './links.js';
import { entriesOf, referenceIndex } from './package-page.js';
import { pageMap } from './page-map.js';
import { referenceSidebar } from './reference-sidebar.js';
import { sidebarOf, sidebarOrder } from './sidebar.js';
import { titleOf } from './title.js';

/** The settings of the first page for which Node computes the digest too. */
const SETTINGS = { agents: 3, seed: 7, minutes: 480 };

/** The site does not show it, but its links are checked. */
const CHECKED = ['README.md'];

/** Everything that the pages of the site are made of. */
export class Pages {
  readonly #packages: readonly PublicPackage[];
  readonly #map: ReadonlyMap<string, string>;
  readonly #repository: string;
  #reference: readonly ReferencePage[] = [];

  constructor() {
    const order = sidebarOrder();
    this.#packages = publicPackages(order.find((section) => section.folder === 'packages')?.pages ?? []);
    this.#map = pageMap(this.#packages);
    this.#repository = repositoryOf(this.#packages);
  }

  /**
   * Rebuilds them: the model, the reference, and copies of all Markdown.
   *
   * @returns the links with an anchor, as `guides/queues.md#patience`
   * @throws Error with all links that lead nowhere
   */
  async assemble(): Promise<string[]> {
    // First of all, as it takes no time.
    await this.#linked();
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const demo = join(folder, 'public/demo');
    await bundleDemo(demo);
    await cp(join(site, 'public'), join(folder, 'public'), { recursive: true });
    await cp(join(site, 'demo'), join(folder, 'demo'), { recursive: true });
    await cp(join(root, 'docs/pictures'), join(folder, 'pictures'), { recursive: true });
    const entries = this.#packages.flatMap((each) => each.entries);
    this.#reference = await writeReference(entries, join(folder, 'api'), this.#repository);
    await writeFile(join(folder, 'api/index.md'), referenceIndex(this.#packages, this.#reference));
    await writeFile(join(made, 'node.json'), JSON.stringify(await inNode(join(demo, 'run-call-centre.js'))));
    return this.copy();
  }

  /** Copies all Markdown, and writes what the configuration reads. */
  async copy(): Promise<string[]> {
    const linked = await this.#linked();
    const titles = new Map<string, string>();
    for (const [file, page] of this.#map) {
      const text = `${linked.get(file)?.text ?? ''}${this.#entries(page)}`;
      if (page !== 'index.md') titles.set(page, titleOf(file, text));
      await mkdir(dirname(join(folder, page)), { recursive: true });
      await writeChanged(join(folder, page), withFrontmatter(text, `edit: ${this.#repository}/edit/main/${file}`));
    }
    const data = {
      repository: this.#repository,
      node: JSON.parse(await readFile(join(made, 'node.json'), 'utf8')) as unknown,
      sidebar: sidebarOf(titles, sidebarOrder()),
      reference: referenceSidebar(this.#packages, this.#reference),
    };
    await writeFile(join(made, 'site.json'), JSON.stringify(data));
    return [...linked.values()].flatMap(({ anchors }) => anchors);
  }

  /** All Markdown with links as they are on the site. */
  async #linked(): Promise<Map<string, LinkedPage>> {
    const targets = { pages: this.#map, repository: this.#repository };
    const linked = new Map<string, LinkedPage>();
    for (const file of [...this.#map.keys(), ...CHECKED])
      linked.set(file, withLinks(file, await readFile(join(root, file), 'utf8'), targets));
    const problems = [...linked.values()].flatMap((page) => page.problems);
    if (problems.length > 0) throw new Error(`links lead nowhere:\n${problems.join('\n')}`);
    return linked;
  }

  /** The files that are copied. */
  get sources(): ReadonlySet<string> {
    return new Set(this.#map.keys());
  }

  #entries(page: string): string {
    const found = this.#packages.find(({ short }) => page === `packages/${short}.md`);
    return found === undefined ? '' : entriesOf(found, this.#reference);
  }
}

/** Leaves a file alone that has the text already, so that a server shows only what has changed. */
async function writeChanged(file: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before !== text) await writeFile(file, text);
}

/** What the model of the first page gives in this Node. */
async function inNode(bundle: string): Promise<object> {
  const { runCallCentre } = (await import(pathToFileURL(bundle).href)) as {
    runCallCentre(settings: object): Promise<{ readonly digest: string }>;
  };
  const { digest } = await runCallCentre(SETTINGS);
  return { ...SETTINGS, digest, version: process.versions.node };
}

function repositoryOf([first]: readonly PublicPackage[]): string {
  if (first === undefined) throw new Error('no package is published');
  return first.repository;
}

/** Puts a line into the front matter of a page, which most pages do not have. */
function withFrontmatter(text: string, line: string): string {
  return text.startsWith('---\n') ? text.replace('---\n', `---\n${line}\n`) : `---\n${line}\n---\n\n${text}`;
}
