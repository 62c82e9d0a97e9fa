import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { InvalidInputError } from '@disco-engine/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planChain } from '../src/base-stock.js';
import { readText } from './chain-text.js';

const GOOD = await readFile(fileURLToPath(new URL('../data/chain_02.csv', import.meta.url)));

const fragments = fc.oneof(
  fc.uint8Array({ maxLength: 8 }),
  fc
    .constantFrom(
      ',',
      '"',
      '\n',
      '\r\n',
      '\0',
      '-',
      '1e308',
      'NaN',
      '0',
      ',,',
      'Manuf_0001',
      ',Retail_0001,1',
      '\uFEFF',
    )
    .map((text) => new TextEncoder().encode(text)),
);
const digits = [...GOOD.toString('latin1').matchAll(/\d/g)].map((match) => match.index);
/** Replaces a piece of the file by another: anything by anything, or, to keep some files valid, a digit by a digit. */
const mutation = fc.oneof(
  fc.record({ start: fc.nat(GOOD.length), length: fc.nat(12), fragment: fragments }),
  fc.record({
    start: fc.constantFrom(...digits),
    length: fc.constant(1),
    fragment: fc.integer({ min: 0x30, max: 0x39 }).map((digit) => Uint8Array.of(digit)),
  }),
);

describe('a good file with a few replacements', () => {
  it('is either read and planned, or refused as invalid input', async () => {
    const outcomes = { read: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        let bytes: Buffer = GOOD;
        for (const { start, length, fragment } of mutations) {
          bytes = Buffer.concat([bytes.subarray(0, start), fragment, bytes.subarray(start + length)]);
        }
        try {
          const plans = planChain(await readText(bytes));
          outcomes.read += 1;
          for (const plan of plans) expect(plan.baseStock).toBeGreaterThanOrEqual(0);
        } catch (error) {
          if (!(error instanceof InvalidInputError)) throw error;
          outcomes.refused += 1;
          expect(error.problems.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500, seed: 7 },
    );
    // The test would prove little if none, or all, of the files were refused.
    expect(outcomes.read).toBeGreaterThan(10);
    expect(outcomes.refused).toBeGreaterThan(100);
  });
});
