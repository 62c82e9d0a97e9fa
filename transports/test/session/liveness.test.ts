import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Liveness } from '../../src/session/liveness.js';

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate', 'performance', 'Date'] }),
);
afterEach(() => void vi.useRealTimers());

/** Time is looked at every 50 ms, and sums of fake milliseconds are not whole: what is due may be found one look later. */
const LOOK = 52;

/** Heartbeats of 100 ms, so that time is looked at every 50 ms. */
function liveness(lostAfter = 1000, heartbeat = 100) {
  const told: string[] = [];
  const live = new Liveness(heartbeat, lostAfter, {
    ping: () => told.push('ping'),
    silent: () => told.push('silent'),
    lost: () => told.push('lost'),
  });
  return { live, told, take: () => told.splice(0) };
}

const pass = (milliseconds: number): void => void vi.advanceTimersByTime(milliseconds);

describe('a connection', () => {
  it('is pinged when nothing was sent for a heartbeat', () => {
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

  it('is silent when nothing has arrived for three heartbeats, and not sooner', () => {
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

  it('is not silent where something is read before the judgement', () => {
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

  it('begins with no silence, whatever was before it', () => {
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
  it('is lost when there was no connection for too long, and not sooner', () => {
    const { live, take } = liveness();
    live.disconnected();
    pass(999);
    expect(take()).toEqual([]);
    pass(LOOK);
    expect(take()).toEqual(['lost']);
  });

  it('is looked at four times at least before it is lost', () => {
    const { live, take } = liveness(40, 1000);
    live.disconnected();
    pass(39);
    expect(take()).toEqual([]);
    pass(12);
    expect(take()).toEqual(['lost']);
  });

  it('is lost over connections that break before they have lasted for a heartbeat', () => {
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
  ])('has all the time again after %s', (_, happen) => {
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

  it('is not lost where a connection comes before the judgement', () => {
    const { live, take } = liveness();
    live.disconnected();
    pass(999);
    vi.advanceTimersToNextTimer();
    live.connected();
    vi.runOnlyPendingTimers();
    expect(take()).not.toContain('lost');
  });

  it('is judged by time in which the event loop turns: a pause counts as two looks', () => {
    const { live, take } = liveness();
    live.disconnected();
    pass(50);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now + 60_000);
    pass(50);
    expect(take()).toEqual([]);
    vi.restoreAllMocks();
  });

  it('is not judged any more after the end', () => {
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
