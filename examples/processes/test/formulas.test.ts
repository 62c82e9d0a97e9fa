import { describe, expect, it } from 'vitest';
import { erlangA } from '../src/theory/erlang-a.js';
import { finalSizes } from '../src/theory/final-size.js';
import { inventoryLevels } from '../src/theory/inventory-levels.js';
import { jackson } from '../src/theory/jackson.js';
import { machineRepair } from '../src/theory/machine-repair.js';

// Special cases with known solutions.
describe('Erlang A', () => {
  it('is Erlang C for callers who hardly ever hang up', () => {
    const { delayed, queue } = erlangA({ arrivals: 2, service: 1, impatience: 1e-9, agents: 3 });
    expect(delayed).toBeCloseTo(4 / 9, 6); // M/M/3 with a load of 2
    expect(queue).toBeCloseTo(8 / 9, 5);
  });

  it('loses callers who do not wait at all, as in Erlang B', () => {
    const { lost, delayed } = erlangA({ arrivals: 2, service: 1, impatience: 1e9, agents: 3 });
    expect(lost).toBeCloseTo(4 / 19, 6);
    expect(delayed).toBeCloseTo(4 / 19, 6);
  });
});

describe('machine repair', () => {
  it('has 2.4037 of ten machines down with two operators', () => {
    const { inRepair, waiting } = machineRepair({ machines: 10, operators: 2, failures: 1 / 5, repairs: 1 });
    expect(inRepair + waiting).toBeCloseTo(2.4037, 4);
  });
});

describe('Jackson networks', () => {
  it('reduce to the M/M/1 queue in the simplest case, even with feedback', () => {
    const alone = { external: [0.5], service: [1], transfer: 0 };
    expect(jackson({ ...alone, routing: [[0]] })).toEqual({ numbers: [1], stay: 2 });
    const again = jackson({ ...alone, service: [2], routing: [[0.5]] });
    expect(again.numbers[0]).toBeCloseTo(1, 12);
    expect(again.stay).toBeCloseTo(2, 12);
  });
});

describe('inventory levels', () => {
  it('are those of a base stock policy if each piece is ordered at once', () => {
    const { orders, stock, backlog } = inventoryLevels({
      reorder: 1,
      target: 2,
      leadTime: 1,
      demands: 1,
      sizes: [0, 1],
    });
    expect(orders).toBe(1);
    expect(stock).toBeCloseTo(3 / Math.E, 12); // 2 P(no demand) + P(one)
    expect(stock - backlog).toBeCloseTo(2 - 1, 12);
  });
});

describe('final sizes', () => {
  it('are those of the race between contact and recovery for two people', () => {
    const [alone, both] = finalSizes({ people: 2, contacts: 2, days: 0.5 });
    expect(alone).toBeCloseTo(1 / 2, 12);
    expect(both).toBeCloseTo(1 / 2, 12);
  });

  it('agree with a calculation by hand for three people', () => {
    // Each pair meets at rate 1, and illness ends at rate 1: one person recovers first, or infects one of two; then two race,
    // and so on.
    const sizes = finalSizes({ people: 3, contacts: 2, days: 1 });
    expect(sizes[0]).toBeCloseTo(1 / 3, 12);
    expect(sizes[1]).toBeCloseTo((2 / 3) * (1 / 2) * (1 / 2), 12);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeCloseTo(1, 12);
  });

  it('add up to one for thirty people', () =>
    expect(finalSizes({ people: 30, contacts: 0.6, days: 3 }).reduce((sum, size) => sum + size, 0)).toBeCloseTo(1, 9));
});
