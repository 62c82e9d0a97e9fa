import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, defaultClientConditions, type Rolldown } from 'vite';

/** What a browser loads for a page, by file name, and what of it is of which module. */
export interface Bundle {
  readonly entry: string;
  readonly files: ReadonlyMap<string, string>;
  /** The files of which anything is in the bundle. */
  readonly modules: readonly string[];
  /** What bundling warned of. */
  readonly warnings: readonly string[];
}

/** Bundles a script of a page with Vite as it comes: no plug-in, no polyfill, no alias. */
export async function bundle(script: string): Promise<Bundle> {
  const input = fileURLToPath(new URL(script, import.meta.url));
  const warnings: string[] = [];
  const { output } = (await build({
    configFile: false,
    logLevel: 'silent',
    // Tests run from the sources, this one too.
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
  if (entry === undefined) throw new Error(`${script} has been bundled to nothing`);
  return {
    entry: entry.fileName,
    files: new Map(chunks.map(({ fileName, code }) => [fileName, code])),
    modules: chunks.flatMap(({ modules }) =>
      Object.entries(modules).flatMap(([file, { renderedLength }]) => (renderedLength > 0 ? [file] : [])),
    ),
    warnings,
  };
}

/** Bytes that a browser loads where the server compresses. */
export function gzipSize({ files }: Bundle): number {
  return [...files.values()].reduce((sum, code) => sum + gzipSync(code).length, 0);
}
