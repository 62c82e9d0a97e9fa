import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, defaultClientConditions, type Rolldown } from 'vite';

/** What a browser loads for a page, by file name, and the module that each part comes from. */
export interface Bundle {
  readonly entry: string;
  readonly files: ReadonlyMap<string, string>;
  /** The files loaded with the page; the rest is fetched by dynamic imports. */
  readonly atOnce: ReadonlySet<string>;
  /** The files that contribute to the bundle. */
  readonly modules: readonly string[];
  /** Warnings of the bundler. */
  readonly warnings: readonly string[];
}

/** Bundles a script of a page with Vite's defaults: no plug-in, no polyfill, no alias. */
export async function bundle(script: string): Promise<Bundle> {
  const input = fileURLToPath(new URL(script, import.meta.url));
  const warnings: string[] = [];
  const { output } = (await build({
    configFile: false,
    logLevel: 'silent',
    // Tests run from the sources, including this one.
    resolve: { conditions: ['@disco-engine/source', ...defaultClientConditions] },
    oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input, onwarn: ({ message }) => void warnings.push(message) },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = output.filter((one) => one.type === 'chunk');
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error(`${script} was bundled to nothing`);
  return {
    entry: entry.fileName,
    files: new Map(chunks.map(({ fileName, code }) => [fileName, code])),
    atOnce: imported(entry, chunks),
    modules: chunks.flatMap(({ modules }) =>
      Object.entries(modules).flatMap(([file, { renderedLength }]) => (renderedLength > 0 ? [file] : [])),
    ),
    warnings,
  };
}

/** A chunk and everything it imports, except for dynamic imports. */
function imported(chunk: Rolldown.OutputChunk, chunks: readonly Rolldown.OutputChunk[]): Set<string> {
  const found = new Set([chunk.fileName]);
  for (const name of found)
    for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) found.add(next);
  return found;
}

/** Bytes that a browser loads from a compressing server: with the page, and in total if everything is called. */
export function gzipSizes({ files, atOnce }: Bundle): { readonly atOnce: number; readonly all: number } {
  const sizes = [...files].map(([name, code]) => ({ first: atOnce.has(name), bytes: gzipSync(code).length }));
  const sum = (some: typeof sizes): number => some.reduce((total, { bytes }) => total + bytes, 0);
  return { atOnce: sum(sizes.filter(({ first }) => first)), all: sum(sizes) };
}
