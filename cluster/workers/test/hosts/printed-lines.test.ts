import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { printedLines } from '../../src/hosts/printed-lines.js';

function streams(): { readonly stdout: PassThrough; readonly stderr: PassThrough } {
  return { stdout: new PassThrough(), stderr: new PassThrough() };
}

it('lines are those of each stream, also where a character is split, and the last one without an end', async () => {
  const printed = streams();
  const lines: string[] = [];
  printedLines(printed).subscribe(({ stream, text }) => void lines.push(`${stream}: ${text}`));
  const [half, other] = [Buffer.from('a\nbé').subarray(0, 4), Buffer.from('é').subarray(1)];
  for (const bytes of [half, other, Buffer.from('c\n\nend')]) {
    printed.stdout.write(bytes);
    printed.stderr.write('x');
  }
  for (const stream of [printed.stdout, printed.stderr]) {
    stream.end();
    await once(stream, 'end');
  }
  expect(lines).toEqual(['stdout: a', 'stdout: béc', 'stdout: ', 'stdout: end', 'stderr: xxx']);
});

it('streams are left alone unless somebody listens', () => {
  const printed = streams();
  const readers = (): number[] => [printed.stdout, printed.stderr].map((stream) => stream.listenerCount('data'));
  const lines = printedLines(printed);
  expect(readers()).toEqual([0, 0]);
  const all = [lines.subscribe(() => {}), lines.subscribe(() => {})];
  expect(readers()).toEqual([1, 1]);
  for (const one of all) one.unsubscribe();
  expect(readers()).toEqual([0, 0]);
});
