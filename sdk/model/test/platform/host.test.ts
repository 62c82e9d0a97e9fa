import { describe, expect, it } from 'vitest';
import { messageTurns, platformHost } from '../../src/platform/host.js';

// The browser's way is tested in Node as well, which has message channels; a page is in testing/test/browser.
describe.each([
  ['the way of this platform', platformHost.turn],
  ['the way of a browser', messageTurns()],
])('a turn of the event loop, %s', (_name, turn) => {
  it('lets a timer that is due go first, or lets it run while turns go on', async () => {
    let rang = false;
    setTimeout(() => (rang = true), 0);
    let turns = 0;
    for (; !rang && turns < 100_000; turns++) await turn();
    expect(rang).toBe(true);
  });

  it('comes to each that waits, in their order', async () => {
    const order: number[] = [];
    await Promise.all([1, 2, 3].map((number) => turn().then(() => order.push(number))));
    expect(order).toEqual([1, 2, 3]);
  });
});
