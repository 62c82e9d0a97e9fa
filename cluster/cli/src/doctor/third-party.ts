import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ok, problem, reasonOf, type Finding } from './finding.js';
import { findPackage, type PackageFolder } from './package-folder.js';

interface ThirdParty {
  readonly name: string;
  /** The package of the engine that imports it. */
  readonly by: string;
  readonly purpose: string;
  /** Whether an installation may do without it. */
  readonly isOptional?: true;
}

const THIRD_PARTIES: readonly ThirdParty[] = [
  { name: '@duckdb/node-api', by: '@disco-engine/data', purpose: 'scenario stores, tables, and logs in Parquet' },
  { name: 'pg', by: '@disco-engine/data', purpose: 'stores and tables in PostgreSQL' },
  { name: 'pg-copy-streams', by: '@disco-engine/data', purpose: 'stores in PostgreSQL' },
  { name: 'sql.js', by: '@disco-engine/data', purpose: 'tables in SQLite files', isOptional: true },
  { name: 'oxc-transform', by: '@disco-engine/cli', purpose: 'models and experiments in TypeScript' },
  { name: 'reflect-metadata', by: '@disco-engine/sdk', purpose: 'the types of constructor parameters' },
  { name: 'ws', by: '@disco-engine/transports', purpose: 'the transport ws' },
  { name: '@grpc/grpc-js', by: '@disco-engine/transports', purpose: 'the transport grpc' },
  { name: 'bufferutil', by: '@disco-engine/transports', purpose: 'a faster transport ws', isOptional: true },
];

/** Whether packages that the engine imports when it needs them are installed, and can be loaded with their native parts. */
export async function thirdPartyFindings(copies: ReadonlyMap<string, readonly PackageFolder[]>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const one of THIRD_PARTIES) {
    const [owner] = copies.get(one.by) ?? [];
    // That it is missing itself was said already.
    if (owner !== undefined) findings.push(await thirdPartyFinding(one, owner.path));
  }
  return findings;
}

/** @param from the folder of the package that imports it */
export async function thirdPartyFinding({ name, purpose, isOptional }: ThirdParty, from: string): Promise<Finding> {
  const found = await findPackage(name, from);
  if (found === undefined) {
    const install = `npm install ${name}`;
    if (isOptional === true) return ok(name, `not installed; only needed for ${purpose}`, install);
    return problem(name, `not installed; needed for ${purpose}`, install);
  }
  try {
    createRequire(join(from, 'package.json'))(name);
    return ok(name, `${found.version}: ${purpose}`);
  } catch (error) {
    const platform = `${process.platform} ${process.arch}`;
    const advice = `remove node_modules and run 'npm install' on this machine (${platform}), without --omit=optional`;
    return problem(name, `${found.version} cannot be loaded: ${reasonOf(error)}`, advice);
  }
}
