import { readFile } from 'node:fs/promises';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileTypeScript } from './compile-typescript.js';

// Node calls these hooks on a separate thread, for each module; see `register` of `node:module`.

/** Resolves `./model.js` to `model.ts` if there is no such JavaScript file, as the compiler does. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  // Compiled decorators call this package, which the importing module need not have installed.
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

/** Compiles a TypeScript file to JavaScript. */
export const load: LoadHook = async (url, context, next) => {
  if (!/^file:.*\.[cm]?ts$/.test(url)) return next(url, context);
  const file = fileURLToPath(url);
  const { code, map } = await compileTypeScript(file, await readFile(file, 'utf8'));
  const mapped = Buffer.from(JSON.stringify(map)).toString('base64');
  const source = `${code}\n//# sourceMappingURL=data:application/json;base64,${mapped}`;
  return { format: 'module', source, shortCircuit: true };
};
