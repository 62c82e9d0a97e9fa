import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const testing = fileURLToPath(new URL('../..', import.meta.url));
const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint');

/** What is refused, and what the message names. */
const refused: readonly (readonly [source: string, named: string])[] = [
  ['Math.log(x)', 'math.ln '],
  ["Math['atan2'](x, 1)", 'math.atan2 '],
  ['Math[`cbrt`](x)', 'math.cbrt '],
  ['Math?.exp(x)', 'math.exp '],
  ['(Math as { sin(x: number): number }).sin(x)', 'math.sin '],
  ['Math!.cos(x)', 'math.cos '],
  ['globalThis.Math.tan(x)', 'math.tan '],
  ["(globalThis as never)['Math'].tan(x)", 'math.tan '],
  ['[x].map(Math.log1p)', 'math.log1p '],
  ['(({ log10 } = Math), log10)', 'math.log10 '],
  ['Math.gammaOfTheFuture(x)', 'Math.gammaOfTheFuture is not known'],
  ['Math[name](x)', 'Math.sqrt(x)'],
  ['Object.keys(Math)', 'Math.sqrt(x)'],
  ['x ** 3', 'math.pow '],
  ['x ** 0.5', 'math.pow '],
  ['x ** -2', 'math.pow '],
  ['10 ** 6', 'math.pow '],
  ['2 ** 0.5', 'math.pow '],
  ['2 ** (1 / x)', 'math.pow '],
  ['(-2) ** x', 'math.pow '],
  ['(x **= 3)', 'math.pow '],
];

const accepted: readonly string[] = [
  'Math.sqrt(Math.abs(x)) + Math.PI * Math.max(x, 1) + Math.fround(x)',
  "Math['floor'](x)",
  'globalThis.Math.trunc(x)',
  'x ** 2',
  '2 ** n',
  '2 ** -53',
  '(2 as number) ** (n - 1)',
  '-(2n ** 63n)',
  'big ** 3n',
  '(x **= 2)',
  '((Math: { log(x: number): number }) => Math.log(x))({ log: (y) => y })',
  '({ Math: { exp: x } }).Math.exp',
  'math.ln(x)',
  '(0 as unknown as keyof typeof Math)',
];

describe('portable-math', () => {
  let folder = '';
  let messages: Map<string, string[]>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'disco-lint-rule-'));
    await mkdir(join(folder, 'node_modules/@disco-engine'), { recursive: true });
    await symlink(testing, join(folder, 'node_modules/@disco-engine/testing'));
    const categories = { correctness: 'off' };
    const config = { jsPlugins: ['@disco-engine/testing/lint'], categories, rules: { 'disco/portable-math': 'error' } };
    await writeFile(join(folder, '.oxlintrc.json'), JSON.stringify(config));
    const head = 'declare let x: number, n: number, big: bigint, name: string, log10: unknown, math: never;\n';
    const sources = [...refused.map(([source]) => source), ...accepted];
    for (const [index, source] of sources.entries())
      await writeFile(join(folder, `${index}.ts`), `${head}export const value = ${source};\n`);
    const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format=json', '--ignore-pattern=node_modules'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (stderr !== '') throw new Error(stderr);
    const report = JSON.parse(stdout) as { diagnostics: { message: string; filename: string }[] };
    messages = new Map(sources.map((source) => [source, []]));
    for (const { filename, message } of report.diagnostics)
      messages.get(sources[Number.parseInt(filename)] ?? '')?.push(message);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(refused)('refuses %s', (source, named) =>
    expect(messages.get(source)).toEqual([expect.stringContaining(named)]),
  );

  it.each(accepted)('accepts %s', (source) => expect(messages.get(source)).toEqual([]));
});
