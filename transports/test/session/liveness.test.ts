import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Liveness } from '../../src/session/liveness.js';
import { SYSTEM } from './system.js';

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate', 'performance', 'Date'] }),
);
afterEach(() => void vi.useRealTimers());

/**
 * The clock is checked every 50 ms, and sums of fake milliseconds are not whole: what is due may be found one check
 * later.
 */
const LOOK = 52;

/** Heartbeats of 100 ms, so that the clock is checked every 50 ms. */
function liveness(lostAfter = 1000, heartbeat = 100) {
  const told: string[] = [];
  const live = new Liveness(SYSTEM.clock, heartbeat, lostAfter, {
    ping: () => told.push('ping'),
    silent: () => told.push('silent'),
    lost: () => told.push('lost'),
  });
  return { live, told, take: () => told.splice(0) };
}

const pass = (milliseconds: number): void => void vi.advanceTimersByTime(milliseconds);

describe('a connection', () => {
  it('is pinged if nothing was sent for a heartbeat', () => {
    const { live, take } = liveness();
    live.connected();
    pass(99);
    expect(take()).toEqual([]);
    pass(1);
    expect(take()).toEqual(['ping']);
    live.sent();
    live.heard();
    pass(99);
    expect(take()).toEqual([]);
    pass(1);
    expect(take()).toEqual(['ping']);
  });

  it('counts as silent when nothing has arrived for three heartbeats, and not sooner', () => {
    const { live, take } = liveness();
    live.connected();
    pass(250);
    expect(take()).not.toContain('silent');
    live.heard();
    pass(299);
    expect(take()).not.toContain('silent');
    pass(LOOK);
    expect(take()).toContain('silent');
  });

  it('does not count as silent if something is read before the verdict', () => {
    const { live, take } = liveness();
    live.connected();
    live.sent();
    pass(299);
    take();
    vi.advanceTimersToNextTimer();
    live.heard();
    vi.runOnlyPendingTimers();
    expect(take()).not.toContain('silent');
  });

  it('starts without silence, whatever came before it', () => {
    const { live, take } = liveness();
    live.connected();
    pass(200);
    live.connected();
    take();
    pass(250);
    expect(take()).not.toContain('silent');
  });
});

describe('the other side', () => {
  it('is lost after too long without a connection, and not sooner', () => {
    const { live, take } = liveness();
    live.disconnected();
    pass(999);
    expect(take()).toEqual([]);
    pass(LOOK);
    expect(take()).toEqual(['lost']);
  });

  it('is checked at least four times before it is lost', () => {
    const { live, take } = liveness(40, 1000);
    live.disconnected();
    pass(39);
    expect(take()).toEqual([]);
    pass(12);
    expect(take()).toEqual(['lost']);
  });

  it('is lost if connections keep breaking within a heartbeat', () => {
    const { live, take } = liveness();
    for (let round = 0; round < 9; round++) {
      live.disconnected();
      pass(100);
      live.connected();
      pass(50);
    }
    live.disconnected();
    expect(take()).not.toContain('lost');
    pass(100 + LOOK);
    expect(take()).toContain('lost');
  });

  it.each([
    ['a message comes through', (live: Liveness) => live.progressed()],
    ['a connection lasts for a heartbeat', (live: Liveness) => (live.connected(), pass(100))],
  ])('gets the full time again after %s', (_, happen) => {
    const { live, take } = liveness();
    live.disconnected();
    pass(900);
    happen(live);
    live.disconnected();
    pass(950);
    expect(take()).not.toContain('lost');
    pass(50 + LOOK);
    expect(take()).toContain('lost');
  });

  it('is not lost if a connection comes before the verdict', () => {
    const { live, take } = liveness();
    live.disconnected();
    pass(999);
    vi.advanceTimersToNextTimer();
    live.connected();
    vi.runOnlyPendingTimers();
    expect(take()).not.toContain('lost');
  });

  it('is judged only by time in which the event loop turns: a pause counts as two checks', () => {
    const { live, take } = liveness();
    live.disconnected();
    pass(50);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now + 60_000);
    pass(50);
    expect(take()).toEqual([]);
    vi.restoreAllMocks();
  });

  it('is not judged after the end', () => {
    const { live, take } = liveness();
    live.disconnected();
    live.connected();
    live.disconnected();
    pass(500);
    live.stop();
    pass(5000);
    expect(take()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('time, looked at every two milliseconds', () => {
  /** Heartbeats of 5 ms, and a peer that is lost after 21 ms. */
  function exact() {
    let clock = 1000;
    vi.spyOn(performance, 'now').mockImplementation(() => clock);
    onTestFinished(() => void vi.restoreAllMocks());
    const { live, take } = liveness(21, 5);
    const look = (passed = 2): string[] => {
      clock += passed;
      // What is due is judged two immediates later, which comes with the next look.
      pass(2);
      return take();
    };
    const looksUntil = (what: string): number => {
      for (let looks = 1; looks < 100; looks++) if (look().includes(what)) return looks;
      throw new Error(`it is never ${what}`);
    };
    return { live, look, looksUntil };
  }

  it('brings a ping after 6 ms, and again 6 ms after something was sent', () => {
    const { live, looksUntil } = exact();
    live.connected();
    expect(looksUntil('ping')).toBe(3);
    live.sent();
    expect(looksUntil('ping')).toBe(3);
  });

  it('is silence after 16 ms, and again 16 ms after something was heard', () => {
    const { live, looksUntil } = exact();
    live.connected();
    const first = looksUntil('silent');
    live.heard();
    const second = looksUntil('silent');
    live.connected();
    expect([first, second, looksUntil('silent')]).toEqual([9, 9, 9]);
  });

  it('makes a peer lost after 22 ms, and again 22 ms after a message came through', () => {
    const { live, looksUntil } = exact();
    live.disconnected();
    expect(looksUntil('lost')).toBe(12);
    live.progressed();
    expect(looksUntil('lost')).toBe(12);
  });

  it.each([
    [2, 4],
    [3, 12],
  ])('goes on being without a connection over one of %s looks, so that %s more make it lost', (lasting, more) => {
    const { live, look, looksUntil } = exact();
    live.disconnected();
    for (let looks = 0; looks < 8; looks++) look();
    live.connected();
    for (let looks = 0; looks < lasting; looks++) look();
    live.disconnected();
    expect(looksUntil('lost')).toBe(more);
  });

  it('counts as two looks where it was long', () => {
    const { live, look, looksUntil } = exact();
    live.disconnected();
    expect(look(1000)).toEqual([]);
    expect(looksUntil('lost')).toBe(10);
  });
});
