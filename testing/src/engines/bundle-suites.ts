import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import type { EngineSuite } from './suite.js';

const ENTRY = 'disco-engines-entry';

/**
 * One script that runs the cases of all suites on any JavaScript engine. It expects a global function `printLine`, and
 * leaves a promise `allCases` that resolves at the end.
 */
export async function bundleSuites(suites: readonly EngineSuite[]): Promise<string> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [entryPlugin(entryOf(suites))],
    build: {
      write: false,
      // Not minified, so that what runs is what was built, and errors are readable.
      minify: false,
      target: 'es2022',
      rolldownOptions: { input: ENTRY, output: { format: 'iife' } },
    },
  })) as Rolldown.RolldownOutput;
  const input = await Promise.all(suites.map(async (suite) => [suite.name, await suite.input?.()] as const));
  const json = JSON.stringify(Object.fromEntries(input));
  return `globalThis.suiteInput = JSON.parse(${JSON.stringify(json)});\n${output[0].code}`;
}

function entryOf(suites: readonly EngineSuite[]): string {
  const imported = (name: string, module: URL): string =>
    `import { ${name} } from ${JSON.stringify(fileURLToPath(module))};\n`;
  const imports = suites.map(({ module }, index) => imported(`cases as cases${index}`, module));
  const byName = suites.map(({ name }, index) => `${JSON.stringify(name)}: cases${index}`);
  return `${imported('runSuites', new URL('suites/run-suites.js', import.meta.url))}${imports.join('')}
globalThis.allCases = runSuites({ ${byName.join(', ')} }, globalThis.suiteInput, globalThis.printLine);`;
}

/** The entry is not a file. */
function entryPlugin(code: string): Rolldown.Plugin {
  return {
    name: ENTRY,
    resolveId: (id) => (id === ENTRY ? id : undefined),
    load: (id) => (id === ENTRY ? code : undefined),
  };
}
