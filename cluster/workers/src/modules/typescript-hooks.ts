import { readFile } from 'node:fs/promises';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileTypeScript } from './compile-typescript.js';

// Node calls these on a thread of their own for each module; see `register` of `node:module`.

/** Finds `model.ts` where `./model.js` is imported and is not there, as the compiler does. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  // What decorators were made into calls this package, which modules need not know.
  if (specifier.startsWith('@oxc-project/runtime/')) return next(specifier, { ...context, parentURL: import.meta.url });
  try {
    return await next(specifier, context);
  } catch (error) {
    const source = specifier.replace(/\.([cm]?)js$/, '.$1ts');
    if (source === specifier || !/^\.|^file:/.test(specifier)) throw error;
    try {
      return await next(source, context);
    } catch {
      throw error;
    }
  }
};

/** Makes JavaScript of a TypeScript file. */
export const load: LoadHook = async (url, context, next) => {
  if (!/^file:.*\.[cm]?ts$/.test(url)) return next(url, context);
  const file = fileURLToPath(url);
  const { code, map } = await compileTypeScript(file, await readFile(file, 'utf8'));
  const mapped = Buffer.from(JSON.stringify(map)).toString('base64');
  const source = `${code}\n//# sourceMappingURL=data:application/json;base64,${mapped}`;
  return { format: 'module', source, shortCircuit: true };
};
