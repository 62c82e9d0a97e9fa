import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LintedFolder } from './linted-folder.js';

const process = (statement: string): string => `
  declare const processes: { start(steps: Generator): void };
  declare let isLate: boolean;
  class Shop {
    ready = true;
    plain(): void {}
    static *shared(): Generator { yield 1; }
    *work(): Generator { yield 1; }
    *job(): Generator { ${statement} }
  }
  export const all = [Shop, isLate];`;

const refused: readonly (readonly [statement: string, named: string])[] = [
  ['this.work();', 'this.work() runs nothing'],
  ["this['work']();", 'this.work() runs nothing'],
  ['if (isLate) this.work();', 'this.work()'],
  ['isLate && this.work();', 'this.work()'],
  ['isLate ? this.work() : yield* this.work();', 'this.work()'],
  ['void this.work();', 'this.work()'],
  ['[1].forEach(() => { this.work(); });', 'this.work()'],
];

const accepted: readonly string[] = [
  'yield* this.work();',
  'processes.start(this.work());',
  'const steps = this.work(); yield* steps;',
  'return this.work();',
  'this.plain();',
];

describe('no-lost-steps', () => {
  let folder: LintedFolder;
  beforeAll(async () => {
    const statements = [...refused.map(([statement]) => statement), ...accepted];
    folder = await LintedFolder.create('disco/no-lost-steps', new Map(statements.map((one) => [one, process(one)])));
  });
  afterAll(() => folder?.remove());

  it.each(refused)('refuses %s', (statement, named) =>
    expect(folder.messages(statement)).toEqual([expect.stringContaining(named)]),
  );

  it.each(accepted)('accepts %s', (statement) => expect(folder.messages(statement)).toEqual([]));
});
