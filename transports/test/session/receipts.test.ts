import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Receipts } from '../../src/session/receipts.js';
import { SYSTEM } from './system.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function receipts() {
  const state = { asked: 0 };
  const all = new Receipts(SYSTEM.clock, () => (state.asked += 1));
  /** Messages of this many bytes each. */
  const arrive = (count: number, bytes: number): void => {
    for (let left = count; left > 0; left--) {
      all.last += 1;
      all.note(bytes);
    }
  };
  return Object.assign(state, { all, arrive });
}

describe('a separate confirmation', () => {
  it('is due at once after 256 messages, and once', () => {
    const given = receipts();
    given.arrive(255, 1);
    expect(given.all.isDue).toBe(false);
    given.arrive(1, 1);
    expect(given).toMatchObject({ asked: 1, all: { isDue: true } });
    given.arrive(300, 1);
    expect(given.asked).toBe(1);
    given.all.confirmed();
    expect(given.all.isDue).toBe(false);
    given.arrive(255, 1);
    expect(given.asked).toBe(1);
    given.arrive(1, 1);
    expect(given.asked).toBe(2);
  });

  it('is due at once after 256 KiB', () => {
    const given = receipts();
    given.arrive(1, 256 * 1024 - 1);
    expect(given.asked).toBe(0);
    given.arrive(1, 1);
    expect(given.asked).toBe(1);
    given.all.confirmed();
    given.arrive(1, 256 * 1024 - 1);
    expect(given.asked).toBe(1);
  });

  it('is due 20 ms after the first message that nothing has confirmed', () => {
    const given = receipts();
    given.arrive(1, 5);
    vi.advanceTimersByTime(15);
    given.arrive(1, 5);
    vi.advanceTimersByTime(4);
    expect(given.asked).toBe(0);
    vi.advanceTimersByTime(1);
    expect(given).toMatchObject({ asked: 1, all: { isDue: true } });
    given.all.confirmed();
    given.arrive(1, 5);
    vi.advanceTimersByTime(20);
    expect(given.asked).toBe(2);
  });

  it('is not due if a message has confirmed meanwhile, or nothing more is to come', () => {
    const given = receipts();
    given.arrive(1, 5);
    given.all.confirmed();
    vi.advanceTimersByTime(100);
    expect(given).toMatchObject({ asked: 0, all: { isDue: false } });
    given.arrive(1, 5);
    given.all.stop();
    vi.advanceTimersByTime(100);
    expect(given.asked).toBe(0);
    given.arrive(1, 5);
    vi.advanceTimersByTime(20);
    expect(given.asked).toBe(1);
  });
});
