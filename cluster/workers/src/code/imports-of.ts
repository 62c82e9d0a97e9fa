import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { init, parse } from 'es-module-lexer';
import { resolve } from 'import-meta-resolve';

/** One import of a module: its location, or only its name if it cannot be found. */
export interface Import {
  readonly specifier: string;
  /** Undefined if the name cannot be resolved. */
  readonly url: string | undefined;
}

/**
 * Everything that a module imports, statically or dynamically, in source order. Computed names are not detected.
 *
 * @param url URL of its file
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

/** Decorators in TypeScript compile to calls of this package; see `typescript-hooks.ts`. */
const OUR_RUNTIME = '@oxc-project/runtime/';

/** The literal `require` calls of a CommonJS module. */
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
  // Like the hooks for TypeScript: `./model.js` may exist as `model.ts`.
  for (const name of /^\.|^file:/.test(specifier) ? new Set(names) : [specifier])
    try {
      const url = resolve(name, parent);
      if (!url.startsWith('file:') || existsSync(fileURLToPath(url))) return url;
    } catch {
      // Not found under this name.
    }
  return undefined;
}
