import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Writes the URL of each requested module. */
const HOOK = `
  import { writeSync } from 'node:fs';
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    writeSync(2, '\\nloads ' + found.url + '\\n');
    return found;
  }`;
const REGISTER = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(HOOK))});`;

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

/** The packages that Node loads for these arguments, ours by their folders; compiled code, in a separate process. */
function loaded(...args: readonly string[]): string[] {
  const { status, stderr } = spawnSync(process.execPath, ['--import', dataUrl(REGISTER), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  const packages = stderr.matchAll(
    /^loads file:.*?\/(?:node_modules\/((?:@[^/]+\/)?[^/]+)|((?:[a-z]+\/)?[a-z]+)\/(?:dist|bin))\//gm,
  );
  return [...new Set([...packages].map(([, theirs, ours]) => theirs ?? ours.split('/').at(-1) ?? ''))].sort();
}

const imported = (name: string): string[] => loaded('--input-type=module', '-e', `import '${name}'`);

const HEAVY = /duckdb|^pg|sql\.js|plot|linkedom|report|rxjs/;

describe('an import of a compiled package loads no more than it needs:', () => {
  it('the kernel alone', () => expect(imported('@disco-engine/kernel')).toEqual(['kernel']));

  it('the SDK without RxJS and jStat', () =>
    expect(imported('@disco-engine/sdk')).toEqual([
      'kernel',
      'mathematics',
      'model',
      'reflect-metadata',
      'statistics',
      'tsyringe',
    ]));

  it('the views of a run with RxJS', () =>
    expect(imported('@disco-engine/sdk/observe')).toEqual(['kernel', 'model', 'rxjs']));

  it.each([
    'data',
    'data/duckdb',
    'data/postgres',
    'data/sqlite',
    'experiments',
    'coordinator',
    'coordinator/farm',
    'coordinator/postgres',
  ])('%s without a driver of a database and without charts', (name) =>
    expect(imported(`@disco-engine/${name}`).filter((one) => HEAVY.test(one))).toEqual([]),
  );

  it('the help of disco without any command', () =>
    expect(loaded('cluster/cli/bin/disco.js', '--help')).toEqual(['cli', 'kernel']));
});
