import { ok, problem, warning, type Finding } from './finding.js';
import { findPackage, type PackageFolder } from './package-folder.js';

const SCOPE = '@disco-engine/';

/** The packages of the engine that a command and a project load, with every copy of each. */
export interface EnginePackages {
  /** By name. */
  readonly copies: ReadonlyMap<string, readonly PackageFolder[]>;
  /** Packages that are needed and not installed, with what needs them. */
  readonly missing: readonly { readonly name: string; readonly by: string }[];
}

/** Follows the dependencies of packages, within the engine. */
export async function findEngine(roots: readonly PackageFolder[]): Promise<EnginePackages> {
  const copies = new Map<string, PackageFolder[]>();
  const missing: { name: string; by: string }[] = [];
  const seen = new Set<string>();
  const waiting = [...roots];
  for (let from = waiting.shift(); from !== undefined; from = waiting.shift()) {
    if (seen.has(from.path)) continue;
    seen.add(from.path);
    if (from.name.startsWith(SCOPE)) copies.set(from.name, [...(copies.get(from.name) ?? []), from]);
    for (const name of from.needs.filter((own) => own.startsWith(SCOPE))) {
      const found = await findPackage(name, from.path);
      if (found === undefined) missing.push({ name, by: from.name });
      else waiting.push(found);
    }
  }
  return { copies, missing };
}

/**
 * Whether there is one copy of each package, and all have one version.
 *
 * @param version that of this command
 */
export function engineFindings({ copies, missing }: EnginePackages, version: string): Finding[] {
  const findings: Finding[] = missing.map(({ name, by }) =>
    problem(name, `not installed, and ${by === '' ? 'this folder' : by} needs it`, 'npm install'),
  );
  for (const [name, own] of copies) {
    if (own.length < 2) continue;
    const text = own.map((copy) => `${copy.version} in ${copy.path}`).join(', ');
    const advice =
      "objects of one copy are foreign to the other. Use the disco of this folder, 'npx disco'; within the folder, 'npm dedupe'";
    findings.push(problem(name, `${own.length} copies: ${text}`, advice));
  }
  const all = [...copies.values()].flat();
  const others = all.filter((one) => one.version !== version);
  if (others.length > 0) {
    const text = others.map((one) => `${one.name} is ${one.version}`).join(', ');
    const advice = 'install the same version of all packages of the engine';
    findings.push(warning('Versions', `disco is ${version}, but ${text}`, advice));
  }
  if (findings.length > 0) return findings;
  return [ok('Engine', `${copies.size} packages of version ${version}, one copy of each`)];
}
