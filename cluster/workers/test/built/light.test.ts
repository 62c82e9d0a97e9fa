import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** Prints the CommonJS files that an import has loaded; grpc-js and ws are CommonJS packages. */
const LOADED = (name: string): string => `
  import { createRequire } from 'node:module';
  await import('${name}');
  console.log(JSON.stringify(Object.keys(createRequire(process.cwd() + '/any.js').cache)));
`;

function heavyPackagesOf(name: string): string[] {
  const args = ['--input-type=module', '--eval', LOADED(name)];
  const files = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as string[];
  const packages = files.map(
    (file) => /node_modules\/(@grpc\/[^/]+|ws|protobufjs|pg|@duckdb\/[^/]+)\//.exec(file)?.[1],
  );
  return [...new Set(packages.flatMap((found) => found ?? []))].sort();
}

it('the entry points of cluster and transports load no transport and no database', () => {
  expect(heavyPackagesOf('@disco-engine/cluster')).toEqual([]);
  expect(heavyPackagesOf('@disco-engine/transports')).toEqual([]);
  expect(heavyPackagesOf('@disco-engine/transports/session')).toEqual([]);
  // Otherwise the three above could not fail.
  expect(heavyPackagesOf('@disco-engine/transports/grpc')).toContain('@grpc/grpc-js');
  expect(heavyPackagesOf('@disco-engine/transports/ws')).toContain('ws');
});
