import { expect, it } from 'vitest';
import { compileTypeScript } from '../../src/modules/compile-typescript.js';

it('lets field initializers use parameter properties', async () => {
  const text = `export class Double {
    readonly twice = 2 * this.value;
    missing?: number;
    constructor(private readonly value: number) {}
  }`;
  const { code } = await compileTypeScript('double.ts', text);
  const { Double } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    Double: new (value: number) => object;
  };
  expect({ ...new Double(3) }).toEqual({ value: 3, twice: 6 });
});
