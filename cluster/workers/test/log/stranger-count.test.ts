import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '@disco-engine/transports/clock';
import { StrangerCount } from '../../src/log/stranger-count.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function count(): { strangers: StrangerCount; messages: string[] } {
  const messages: string[] = [];
  const strangers = new StrangerCount(
    ({ level, event, message, details }) => {
      expect([level, event]).toEqual(['warn', 'strangers']);
      messages.push(`${String(details['count'])}: ${message}`);
    },
    systemClock,
    1_000,
  );
  return { strangers, messages };
}

it('the first stranger is logged at once, and the others together once a period', () => {
  const { strangers, messages } = count();
  strangers.add('10.0.0.1 port 5', 'it has another token');
  expect(messages).toEqual([
    '1: a connection was closed before it had proved who it is, from 10.0.0.1 port 5: it has another token',
  ]);
  for (let port = 1; port <= 500; port++) strangers.add(`10.0.0.2 port ${port}`, 'it closed the connection');
  vi.advanceTimersByTime(999);
  expect(messages).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(messages[1]).toBe(
    '500: 500 connections were closed before they had proved who they are, the latest from 10.0.0.2 port 500: it closed the connection',
  );
  vi.advanceTimersByTime(10_000);
  expect(messages).toHaveLength(2);
  strangers.add('10.0.0.3 port 1', 'it closed the connection');
  expect(messages).toHaveLength(3);
});

it('those not logged yet are logged at the end', () => {
  const { strangers, messages } = count();
  strangers.add('a', 'x');
  strangers.add('b', 'x');
  strangers.stop();
  expect(messages.map((message) => message[0])).toEqual(['1', '1']);
  vi.advanceTimersByTime(10_000);
  strangers.stop();
  expect(messages).toHaveLength(2);
});
