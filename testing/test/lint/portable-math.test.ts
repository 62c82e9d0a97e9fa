import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LintedFolder } from './linted-folder.js';

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
  let folder: LintedFolder;
  beforeAll(async () => {
    const head = 'declare let x: number, n: number, big: bigint, name: string, log10: unknown, math: never;\n';
    const sources = [...refused.map(([source]) => source), ...accepted];
    const modules = sources.map((source): [string, string] => [source, `${head}export const value = ${source};\n`]);
    folder = await LintedFolder.create('disco/portable-math', new Map(modules));
  });
  afterAll(() => folder?.remove());

  it.each(refused)('refuses %s', (source, named) =>
    expect(folder.messages(source)).toEqual([expect.stringContaining(named)]),
  );

  it.each(accepted)('accepts %s', (source) => expect(folder.messages(source)).toEqual([]));
});
