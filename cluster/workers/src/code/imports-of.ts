import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { init, parse } from 'es-module-lexer';
import { resolve } from 'import-meta-resolve';

/** One thing that a module imports: where it is, or its name where it is nowhere. */
export interface Import {
  readonly specifier: string;
  /** Undefined where the name leads to nothing. */
  readonly url: string | undefined;
}

/**
 * What a module imports, whether always or on the way, in the order of its text. Names that are calculated are not seen.
 *
 * @param url of its file
 * @param source JavaScript
 */
export async function importsOf(url: string, source: string): Promise<readonly Import[]> {
  await init;
  const [imports, , , isModule] = parse(source, url);
  const found = imports.flatMap(({ n: specifier }) =>
    specifier === undefined || specifier.startsWith(OUR_RUNTIME) ? [] : { specifier, url: resolved(specifier, url) },
  );
  return isModule ? found : [...found, ...requiredBy(url, source)];
}

/** What decorators in TypeScript are made into calls of; see `typescript-hooks.ts`. */
const OUR_RUNTIME = '@oxc-project/runtime/';

/** What a CommonJS module requires by name. */
function requiredBy(url: string, source: string): readonly Import[] {
  const require = createRequire(url);
  return Array.from(source.matchAll(/\brequire\(\s*(['"])([^'"]+)\1\s*\)/g), ([, , specifier = '']) => {
    try {
      const found = require.resolve(specifier);
      return { specifier, url: isAbsolute(found) ? pathToFileURL(found).href : `node:${found}` };
    } catch {
      return { specifier, url: undefined };
    }
  });
}

function resolved(specifier: string, parent: string): string | undefined {
  const names = [specifier, specifier.replace(/\.([cm]?)js$/, '.$1ts')];
  // As the hooks for TypeScript do: `./model.js` may be there as `model.ts`.
  for (const name of /^\.|^file:/.test(specifier) ? new Set(names) : [specifier])
    try {
      const url = resolve(name, parent);
      if (!url.startsWith('file:') || existsSync(fileURLToPath(url))) return url;
    } catch {
      // It is not there under this name.
    }
  return undefined;
}
