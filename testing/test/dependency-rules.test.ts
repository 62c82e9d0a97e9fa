import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint');

const IMPORTS = 'eslint(no-restricted-imports)';
const CYCLE = 'import(no-cycle)';
const GLOBALS = 'eslint(no-restricted-globals)';
const PROPERTIES = 'eslint(no-restricted-properties)';
const PROTOCOL = 'unicorn(prefer-node-protocol)';
const MATH = 'disco(portable-math)';
const STEPS = 'disco(no-lost-steps)';
const ANY = 'typescript(no-explicit-any)';

/** Each violation is in a separate file, so that no rule can hide behind another. */
const forbidden: readonly (readonly [file: string, source: string, rule: string])[] = [
  ['kernel/src/package.ts', `export { Subject } from 'rxjs';`, IMPORTS],
  ['kernel/src/own-name.ts', `export { Kernel } from '@disco-engine/kernel';`, IMPORTS],
  ['kernel/src/node-built-in.ts', `export { readFile } from 'node:fs';`, IMPORTS],
  ['kernel/src/bare-built-in.ts', `export * from 'fs';`, IMPORTS],
  ['kernel/src/type-import.ts', `import type { Node } from '@disco-engine/sdk';\nexport type Own = Node;`, IMPORTS],
  ['kernel/src/side-effect.ts', `import 'reflect-metadata';`, IMPORTS],
  ['kernel/src/dynamic.ts', `export const later = () => import('node:fs');`, IMPORTS],
  ['kernel/src/leaves.ts', `export { x } from '../../sdk/model/src/x.js';`, IMPORTS],
  ['kernel/src/deep/leaves-too.ts', `export { x } from '../../../transports/src/x.js';`, IMPORTS],
  ['kernel/src/from-tests.ts', `export { x } from '../test/x.js';`, IMPORTS],
  ['kernel/src/random.ts', `export const draw = () => Math.random();`, PROPERTIES],
  ['kernel/src/now.ts', `export const made = () => new Date();`, GLOBALS],
  ['kernel/src/timer.ts', `export const later = (f: () => void) => setTimeout(f, 1);`, GLOBALS],
  ['kernel/src/logarithm.ts', `export const ln = (x: number) => Math.log(x);`, MATH],
  ['sdk/model/src/cube.ts', `export const cube = (x: number) => x ** 3;`, MATH],
  ['sdk/statistics/src/root.ts', `export const root = (x: number) => x ** (1 / 3);`, MATH],
  ['sdk/partitioner/src/power.ts', `export const power = (x: number) => Math.pow(x, 2);`, MATH],
  ['sdk/experiments/src/taken.ts', `export const { exp } = Math;`, MATH],
  ['transports/src/size.ts', `export const digits = (x: number) => Math.log2(x);`, MATH],
  ['cluster/workers/src/share.ts', `export const share = (x: number) => Math.tanh(x);`, MATH],
  ['examples/shop/src/wave.ts', `export const wave = (x: number) => Math.sin(x);`, MATH],
  [
    'examples/shop/src/lost.ts',
    `export class Shop {\n  *work(): Generator {\n    yield this.work;\n    this.work();\n  }\n}`,
    STEPS,
  ],
  ['kernel/src/any.ts', `export const anything = (value: any) => value;`, ANY],
  ['transports/src/up.ts', `export { Simulation } from '@disco-engine/sdk';`, IMPORTS],
  ['transports/src/deep.ts', `export { x } from '@disco-engine/kernel/dist/index.js';`, IMPORTS],
  ['transports/src/session/later.ts', `export const later = (f: () => void) => setTimeout(f, 1);`, GLOBALS],
  ['transports/src/session/again.ts', `export const again = (f: () => void) => setInterval(f, 1);`, GLOBALS],
  ['transports/src/session/turn.ts', `export const turn = (f: () => void) => setImmediate(f);`, GLOBALS],
  ['transports/src/session/now.ts', `export const now = () => performance.now();`, GLOBALS],
  ['transports/src/session/today.ts', `export const today = () => Date.now();`, GLOBALS],
  ['transports/src/session/draw.ts', `export const draw = () => Math.random();`, PROPERTIES],
  ['transports/src/session/nonce.ts', `export { randomBytes } from 'node:crypto';`, IMPORTS],
  ['transports/src/session/pause.ts', `export { setTimeout as pause } from 'node:timers/promises';`, IMPORTS],
  ['transports/src/session/up.ts', `export { Simulation } from '@disco-engine/sdk';`, IMPORTS],
  ['sdk/model/src/up.ts', `export { TestRun } from '@disco-engine/testing';`, IMPORTS],
  ['sdk/model/src/sideways.ts', `export { x } from '@disco-engine/transports';`, IMPORTS],
  ['sdk/model/src/deep.ts', `export { x } from '@disco-engine/kernel/src/index.js';`, IMPORTS],
  ['sdk/model/src/example.ts', `export { x } from '@disco-engine/example-supply-chain';`, IMPORTS],
  ['sdk/model/src/random.ts', `export const draw = () => Math.random();`, PROPERTIES],
  ['sdk/model/src/now.ts', `export const made = () => new Date();`, GLOBALS],
  ['sdk/model/src/node-built-in.ts', `export { inspect } from 'node:util';`, IMPORTS],
  [
    'sdk/model/src/built-in-type.ts',
    `import type { Readable } from 'node:stream';\nexport type Own = Readable;`,
    IMPORTS,
  ],
  ['sdk/model/src/dynamic.ts', `export const later = () => import('node:fs/promises');`, IMPORTS],
  ['sdk/model/src/bare-built-in.ts', `export { readFile } from 'fs/promises';`, PROTOCOL],
  ['sdk/mathematics/src/package.ts', `export { ln } from '@stdlib/math-base-special-ln';`, IMPORTS],
  ['sdk/mathematics/src/node-built-in.ts', `export * from 'node:os';`, IMPORTS],
  ['sdk/statistics/src/node-built-in.ts', `export { inspect } from 'node:util';`, IMPORTS],
  ['sdk/statistics/src/dynamic.ts', `export const later = () => import('node:fs/promises');`, IMPORTS],
  ['testing/src/up.ts', `export { x } from '@disco-engine/cluster';`, IMPORTS],
  ['testing/src/leaves.ts', `export { x } from '../../kernel/src/x.js';`, IMPORTS],
  ['testing/test/deep.ts', `export { x } from '@disco-engine/sdk/dist/x.js';`, IMPORTS],
  ['testing/test/leaves.ts', `export { x } from '../../kernel/src/x.js';`, IMPORTS],
  ['cluster/workers/src/launch/later.ts', `export const later = (f: () => void) => setTimeout(f, 1);`, GLOBALS],
  ['cluster/workers/src/hosts/within.ts', `export const now = () => performance.now();`, GLOBALS],
  ['cluster/workers/src/standing/nonce.ts', `export { randomUUID } from 'node:crypto';`, IMPORTS],
  ['cluster/workers/src/worker/up.ts', `export { x } from '@disco-engine/testing';`, IMPORTS],
  ['cluster/coordinator/src/sideways.ts', `export { Cluster } from '@disco-engine/cluster';`, IMPORTS],
  ['cluster/workers/src/up.ts', `export { x } from '@disco-engine/testing';`, IMPORTS],
  ['examples/shop/src/deep.ts', `export { x } from '@disco-engine/sdk/src/x.js';`, IMPORTS],
  ['examples/shop/src/leaves.ts', `export { x } from '../../../kernel/src/x.js';`, IMPORTS],
  ['examples/shop/src/neighbour.ts', `export { x } from '../../bank/src/x.js';`, IMPORTS],
  ['examples/shop/src/neighbour-name.ts', `export { x } from '@disco-engine/example-bank';`, IMPORTS],
  ['testing/test/deep-transport.ts', `export { x } from '@disco-engine/transports/session/session.js';`, IMPORTS],
  ['docs/test/leaves.ts', `export { x } from '../../kernel/src/x.js';`, IMPORTS],
  ['sdk/model/src/hen.ts', `import { Egg } from './egg.js';\nexport class Hen { egg = Egg; }`, CYCLE],
  ['sdk/model/src/egg.ts', `import type { Hen } from './hen.js';\nexport class Egg { hen?: Hen; }`, CYCLE],
];

const allowed: readonly (readonly [file: string, source: string])[] = [
  ['kernel/src/graph/layer.ts', `export const layer = 1;`],
  ['kernel/src/graph/graph.ts', `export { layer } from './layer.js';`],
  ['kernel/src/index.ts', `export { layer } from './graph/layer.js';`],
  ['kernel/src/topology/ports.ts', `export { layer } from '../graph/layer.js';`],
  ['kernel/src/payload/copy.ts', `export const copy = (date: Date) => new Date(date.getTime());`],
  ['kernel/src/exact.ts', `export const exact = (x: number) => Math.sqrt(x ** 2) + 2 ** Math.floor(x);`],
  ['kernel/test/logarithm.ts', `export const ln = (x: number) => Math.log(x);`],
  ['testing/src/bench/gap.ts', `export const gap = (x: number) => Math.log(x);`],
  ['kernel/test/unit/inner.ts', `export { layer } from '../../src/graph/layer.js';`],
  ['sdk/model/src/index.ts', `export { DiscoError } from '@disco-engine/kernel';\nexport { Subject } from 'rxjs';`],
  ['sdk/model/src/injected.ts', `import { Hen } from 'hens';\nexport class Farm { constructor(readonly hen: Hen) {} }`],
  [
    'transports/test/entries.ts',
    `export * from '@disco-engine/transports/ws';\nexport * from '@disco-engine/testing/transport-suite';`,
  ],
  ['examples/shop/src/net.ts', `export { SessionTransport } from '@disco-engine/transports/session';`],
  ['docs/test/observe.ts', `export { toLog } from '@disco-engine/sdk/observe';`],
  ['transports/src/session/proof.ts', `export { createHmac } from 'node:crypto';`],
  ['transports/src/security/nonce.ts', `export { randomBytes } from 'node:crypto';`],
  ['transports/src/index.ts', `export { DiscoError } from '@disco-engine/kernel';`],
  ['testing/src/index.ts', `export { x } from '@disco-engine/transports';\nexport { y } from '@disco-engine/sdk';`],
  ['cluster/workers/src/hosts/process-main.ts', `export const later = (f: () => void) => setTimeout(f, 1);`],
  [
    'cluster/workers/src/index.ts',
    `export { x } from '@disco-engine/transports';\nexport { y } from '@disco-engine/sdk';`,
  ],
  ['examples/shop/src/main.ts', `export { x } from '@disco-engine/sdk';\nexport { readFile } from 'node:fs/promises';`],
  [
    'examples/shop/test/main.ts',
    `export { x } from '../src/main.js';\nexport { TestRun } from '@disco-engine/testing';`,
  ],
];

describe('the linter enforces the dependency rules between packages', () => {
  let folder: string;
  let found: Map<string, string[]>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'disco-lint-'));
    await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    // Next to the configuration, because it loads a plugin from a package.
    await mkdir(join(folder, 'node_modules/@disco-engine'), { recursive: true });
    await symlink(join(root, 'testing'), join(folder, 'node_modules/@disco-engine/testing'));
    for (const [file, source] of [...forbidden, ...allowed]) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), `${source}\n`);
    }
    found = lint(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(forbidden)('refuses %s', (file, _source, rule) => expect(found.get(file)).toEqual([rule]));

  it.each(allowed)('allows %s', (file) => expect(found.get(file)).toBeUndefined());
});

/** The rules that each file breaks. If a run of the linter prints nothing at all, the test itself fails. */
function lint(folder: string): Map<string, string[]> {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [oxlint, '--format=json', '--ignore-pattern=node_modules'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect(status, stderr).toBe(1);
  const report = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  const found = new Map<string, string[]>();
  for (const { code, filename } of report.diagnostics) found.set(filename, [...(found.get(filename) ?? []), code]);
  return found;
}
