import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileProbe } from './compile-probe.js';
import { ok, problem, reasonOf, warning, type Finding } from './finding.js';
import { findPackage } from './package-folder.js';

const DECORATORS = 'Decorators';
/** In a `tsconfig.json` that compiles nothing itself. */
const ONLY_REFERENCES = /"files"\s*:\s*\[\s*\]/;

/** Whether the project in a folder compiles decorated classes as the engine needs them, and results can be written. */
export async function projectFindings(folder: string): Promise<Finding[]> {
  return [
    await writingFinding('Current folder', folder, 'go to another folder, or name one with --results and --store'),
    await writingFinding('Temporary files', tmpdir(), 'set the variable TMPDIR to a folder in which you may write'),
    ...(await decoratorFindings(folder)),
  ];
}

/** Makes and removes a folder: permissions do not tell about a full or read-only disk. */
async function writingFinding(name: string, folder: string, advice: string): Promise<Finding> {
  try {
    await rm(await mkdtemp(join(folder, '.disco-doctor-')), { recursive: true });
    return ok(name, `${folder} can be written`);
  } catch (error) {
    return problem(name, `nothing can be written to ${folder}: ${reasonOf(error)}`, advice);
  }
}

async function decoratorFindings(folder: string): Promise<Finding[]> {
  const tsconfig = join(folder, 'tsconfig.json');
  const text = await readFile(tsconfig, 'utf8').catch(() => undefined);
  if (text === undefined) return [ok(DECORATORS, "no tsconfig.json here; 'disco run' compiles TypeScript by itself")];
  if (ONLY_REFERENCES.test(text))
    return [
      ok(DECORATORS, "tsconfig.json only refers to other projects; run 'disco doctor' in the folder of one of them"),
    ];
  const compiler = await findPackage('typescript', folder);
  if (compiler === undefined) {
    const unchecked = 'there is a tsconfig.json, but TypeScript is not installed, so it was not checked';
    return [warning(DECORATORS, unchecked, 'npm install --save-dev typescript')];
  }
  const compiled = await compileProbe(compiler.path, tsconfig);
  if ('error' in compiled) {
    const reason = compiled.error.split('\n', 1).join('');
    return [
      problem(
        DECORATORS,
        `TypeScript ${compiler.version} compiles nothing with tsconfig.json: ${reason}`,
        'mend tsconfig.json',
      ),
    ];
  }
  return codeFindings(compiled.code, compiler.version);
}

/** What compiled code says about the options that it was compiled with. */
export function codeFindings(code: string, version: string): Finding[] {
  const findings: Finding[] = [];
  const isLegacy = code.includes('__decorate(');
  if (!/"design:paramtypes", \[Part\]/.test(code)) {
    const missing = isLegacy ? 'emitDecoratorMetadata' : 'experimentalDecorators and emitDecoratorMetadata';
    const text = `TypeScript ${version} writes no types of constructor parameters, so nothing can be injected`;
    findings.push(problem(DECORATORS, text, `set ${missing} to true in tsconfig.json`));
  }
  if (/^\s+rate;/m.test(code) || code.includes('defineProperty(this, "rate"')) {
    const text = 'fields are defined before constructor parameters are assigned';
    findings.push(warning('Fields', text, 'set useDefineForClassFields to false in tsconfig.json'));
  }
  if (findings.length > 0) return findings;
  return [ok(DECORATORS, `TypeScript ${version} writes the types of constructor parameters`)];
}
