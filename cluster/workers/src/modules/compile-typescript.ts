import { transform } from 'oxc-transform';

/**
 * Compiles a TypeScript file, including the decorators of the engine, to JavaScript with a source map. Types are not
 * checked.
 */
export async function compileTypeScript(file: string, text: string): Promise<{ code: string; map: unknown }> {
  const { code, map, errors } = await transform(file, text, {
    sourcemap: true,
    decorator: { legacy: true, emitDecoratorMetadata: true },
    // Like the compiler's `useDefineForClassFields: false`: field initializers run after parameter properties are set.
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  });
  const [mistake] = errors;
  if (mistake !== undefined) throw new SyntaxError(`${file}: ${mistake.codeframe ?? mistake.message}`);
  return { code, map };
}
