import { expect, it } from 'vitest';
import { sleep, systemClock, systemRandomBytes, type Clock } from '../../src/clock/index.js';

const clock: Clock = systemClock;

it('counts milliseconds', async () => {
  const start = clock.now();
  await sleep(clock, 20);
  expect(clock.now() - start).toBeGreaterThan(18);
});

it('calls back once, or again and again, until it is canceled', async () => {
  const calls: string[] = [];
  const once = clock.after(1, () => calls.push('once'));
  const never = clock.after(1, () => calls.push('never'));
  never.cancel();
  const beat = clock.every(1, () => calls.push('beat'));
  await expect.poll(() => calls.filter((call) => call === 'beat').length).toBeGreaterThan(2);
  beat.cancel();
  const { length } = calls;
  await sleep(clock, 20);
  once.cancel();
  beat.unref().cancel();
  expect(calls).toHaveLength(length);
  expect(calls.filter((call) => call !== 'beat')).toEqual(['once']);
});

it('gives the event loop a turn', async () => {
  const order: string[] = [];
  const turned = new Promise<void>((resolve) =>
    clock.nextTurn(() => {
      order.push('next turn');
      resolve();
    }),
  );
  await Promise.resolve().then(() => order.push('this turn'));
  await turned;
  expect(order).toEqual(['this turn', 'next turn']);
});

it('draws as many bytes as wanted', () => {
  const [one, other] = [systemRandomBytes(16), systemRandomBytes(16)];
  expect([one.length, other.length]).toEqual([16, 16]);
  expect(Buffer.from(one).equals(other)).toBe(false);
});
