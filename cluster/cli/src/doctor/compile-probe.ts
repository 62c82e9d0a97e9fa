import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A decorated class, with a field and a parameter that becomes one. */
const PROBE = `declare function mark(target: unknown): void;
class Part {}
@mark
export class Probe {
  rate?: number;
  constructor(readonly part: Part) {}
}
`;

/** The options of the project decide about decorators, fields and the target; these only make the compiler write one file. */
const OPTIONS = {
  composite: false,
  declaration: false,
  declarationMap: false,
  emitDeclarationOnly: false,
  importHelpers: false,
  incremental: false,
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  noEmit: false,
  noEmitOnError: false,
  outDir: 'out',
  rootDir: '.',
  sourceMap: false,
  types: [],
};

/** What the compiler says of options that it cannot read or does not know, and then leaves out. Others may only contradict those above. */
const UNREADABLE = /error TS(5083|6053|5014|5023|5025)\b|\.json\(\d+,\d+\): error TS1\d{3}\b/;

/**
 * What the compiler of a project makes of a decorated class.
 *
 * @param compiler folder of the package `typescript`
 * @returns JavaScript, or what the compiler says if it writes none
 */
export async function compileProbe(
  compiler: string,
  tsconfig: string,
): Promise<{ readonly code: string } | { readonly error: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'disco-doctor-'));
  try {
    const config = { extends: tsconfig, compilerOptions: OPTIONS, files: ['probe.mts'], include: [], references: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await writeFile(join(folder, 'probe.mts'), PROBE);
    const said = await outputOf(join(compiler, 'bin/tsc'), ['-p', folder, '--pretty', 'false']);
    const fault = said.split('\n').find((line) => UNREADABLE.test(line));
    if (fault !== undefined) return { error: fault };
    const code = await readFile(join(folder, 'out/probe.mjs'), 'utf8').catch(() => undefined);
    return code === undefined ? { error: said.trim() } : { code };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The compiler also writes where types are wrong, so its exit code says nothing. */
function outputOf(script: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
      resolve(stdout || stderr || (error?.message ?? '')),
    );
  });
}
