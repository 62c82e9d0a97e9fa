import { join } from 'node:path';
import {
  Application,
  type Context,
  Converter,
  LogLevel,
  PageEvent,
  type ParameterReflection,
  TSConfigReader,
  type TypeDocOptions,
} from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { root, site } from '../folders.js';
import type { PublicEntry } from './public-entries.js';
import { ReferenceLogger } from './reference-logger.js';
import { type SplitPage, splitEntries } from './split-entries.js';
import { pageHeader } from './page-header.js';
import { ReferenceRouter } from './reference-router.js';
import { ReferenceTheme } from './reference-theme.js';

/** A name that a page of the reference explains. */
export interface ReferenceName {
  readonly name: string;
  readonly anchor: string;
}

/** A page of the reference. */
export interface ReferencePage {
  /** Path of its file below the folder of the reference. */
  readonly url: string;
  readonly entry: PublicEntry;
  /** What it is about, where the entry has several pages. */
  readonly topic: string | undefined;
  readonly names: readonly ReferenceName[];
}

/**
 * Writes the reference of all entries into a folder.
 *
 * @throws Error if typedoc warns of anything, such as a link to a name that is not there
 */
export async function writeReference(
  entries: readonly PublicEntry[],
  folder: string,
  repository: string,
): Promise<ReferencePage[]> {
  const application = await Application.bootstrapWithPlugins(
    <Partial<TypeDocOptions & PluginOptions>>{
      entryPoints: entries.map(({ source }) => source),
      tsconfig: join(site, 'tsconfig.reference.json'),
      plugin: ['typedoc-plugin-markdown'],
      theme: 'reference',
      router: 'reference',
      readme: 'none',
      name: 'API',
      basePath: root,
      entryFileName: 'index',
      expandObjects: true,
      expandParameters: true,
      excludePrivate: true,
      excludeInternal: true,
      excludeExternals: true,
      // The project's own compiler has checked them.
      skipErrorChecking: true,
      disableGit: true,
      sourceLinkTemplate: `${repository}/blob/main/{path}#L{line}`,
      outputs: [{ name: 'markdown', path: folder }],
      logLevel: LogLevel.Warn,
    },
    [new TSConfigReader()],
  );
  application.logger = new ReferenceLogger();
  application.logger.level = LogLevel.Warn;
  let split: SplitPage[] = [];
  const pages: ReferencePage[] = [];
  application.renderer.defineRouter('reference', ReferenceRouter);
  application.renderer.defineTheme('reference', ReferenceTheme);
  application.converter.on(Converter.EVENT_CREATE_PARAMETER, (_: Context, parameter: ParameterReflection) => {
    // A parameter that is taken apart where it is declared has no name; comments call it so.
    if (parameter.name === '__namedParameters') parameter.name = 'options';
  });
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }: Context) => {
    split = splitEntries(project, entries);
  });
  application.renderer.on(PageEvent.END, (page) => {
    const { model, url, contents = '' } = page;
    const found = split.find(({ module }) => [model, model.parent].includes(module));
    if (found === undefined) return;
    const topic = found.module === model ? found.topic : model.name;
    const body = contents.trim();
    page.contents = `${pageHeader(found.entry, topic, body.includes('## '))}${body}\n`;
    pages.push({ url, entry: found.entry, topic, names: namesOf(body) });
  });
  const project = await application.convert();
  if (project !== undefined) {
    application.validate(project);
    await application.generateOutputs(project);
  }
  if (project === undefined || application.logger.hasErrors() || application.logger.hasWarnings())
    throw new Error('typedoc found fault with the comments of public names; see above');
  const place = ({ entry, topic, url }: ReferencePage): string =>
    `${String(entries.indexOf(entry)).padStart(3, '0')} ${topic === undefined ? 0 : 1} ${url}`;
  return pages.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** The sections of a page: `## Resource <Badge … /> {#resource}`. */
function namesOf(body: string): ReferenceName[] {
  const headings = body.matchAll(/^## (\S+) <Badge type="info" text="\w+" \/> \{#(\S+)\}$/gm);
  return Array.from(headings, ([, name = '', anchor = '']) => ({ name, anchor }));
}
