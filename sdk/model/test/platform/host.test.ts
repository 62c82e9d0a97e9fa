import { describe, expect, it } from 'vitest';
import { messageTurns, platformHost } from '../../src/platform/host.js';

// The browser's implementation is tested in Node as well, which has message channels; for a page, see testing/test/browser.
describe.each([
  ['the implementation of this platform', platformHost.turn],
  ['the implementation of a browser', messageTurns()],
])('a turn of the event loop, %s', (_name, turn) => {
  it('lets a due timer run before it, or while turns continue', async () => {
    let rang = false;
    setTimeout(() => (rang = true), 0);
    let turns = 0;
    for (; !rang && turns < 100_000; turns++) await turn();
    expect(rang).toBe(true);
  });

  it('resumes each waiter, in order', async () => {
    const order: number[] = [];
    await Promise.all([1, 2, 3].map((number) => turn().then(() => order.push(number))));
    expect(order).toEqual([1, 2, 3]);
  });
});
