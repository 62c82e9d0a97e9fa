import { transform } from 'oxc-transform';

/** JavaScript of a TypeScript file, and its source map, with what the decorators of the engine need. Types are not checked. */
export async function compileTypeScript(file: string, text: string): Promise<{ code: string; map: unknown }> {
  const { code, map, errors } = await transform(file, text, {
    sourcemap: true,
    decorator: { legacy: true, emitDecoratorMetadata: true },
    // As `useDefineForClassFields: false` of the compiler: initialisers of fields run after the parameters of the constructor are fields.
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  });
  const [mistake] = errors;
  if (mistake !== undefined) throw new SyntaxError(`${file}: ${mistake.codeframe ?? mistake.message}`);
  return { code, map };
}
