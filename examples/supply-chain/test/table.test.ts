import { describe, expect, it } from 'vitest';
import { echelonTable, fillRate, worstStagesTable, type StageReport } from '../src/table.js';

function report(id: string, echelon: number, onTime: number, values: Partial<StageReport> = {}): StageReport {
  return { id, echelon, demanded: 1000, onTime, averageStock: 0, averageBacklog: 0, unitValue: 1, ...values };
}

const REPORTS = [
  report('Part', 2, 900, { averageStock: 1234567.89, averageBacklog: 1.25, unitValue: 2 }),
  report('Shop', 1, 1000, { averageStock: 10, unitValue: 50 }),
  report('Idle', 2, 0, { demanded: 0, averageStock: 3 }),
  report('Late', 1, 500, { averageBacklog: 70 }),
];

describe('echelonTable', () => {
  it('has one aligned line per echelon, starting at the market, and one for all', () => {
    expect(echelonTable(REPORTS)).toBe(
      [
        'echelon  stages  fill rate (%)  avg stock (units)  avg backlog (units)  stock value (cost)',
        '───────  ──────  ─────────────  ─────────────────  ───────────────────  ──────────────────',
        '1             2          75.00               10.0                 70.0                 500',
        '2             2          90.00        1,234,570.9                  1.3           2,469,139',
        'all           4          80.00        1,234,580.9                 71.3           2,469,639',
      ].join('\n'),
    );
  });

  it('shows no fill rate if nothing was ordered', () => {
    expect(fillRate([report('Idle', 1, 0, { demanded: 0 })])).toBeNull();
    expect(echelonTable([report('Idle', 1, 0, { demanded: 0 })])).toContain('–');
  });
});

describe('worstStagesTable', () => {
  it('lists the lowest fill rates first, and leaves out stages without demand', () => {
    const stages = worstStagesTable(REPORTS, 10)
      .split('\n')
      .slice(2)
      .map((line) => line.split(' ')[0]);
    expect(stages).toEqual(['Late', 'Part', 'Shop']);
  });

  it('puts the greater debt first among equals, then sorts by name, and stops at the count', () => {
    const equals = [
      report('c', 1, 500),
      report('b', 1, 500),
      report('cheap', 1, 500, { averageBacklog: 9 }),
      report('dear', 1, 500, { averageBacklog: 1, unitValue: 10 }),
    ];
    const stages = worstStagesTable(equals, 3)
      .split('\n')
      .slice(2)
      .map((line) => line.split(' ')[0]);
    expect(stages).toEqual(['dear', 'cheap', 'b']);
  });
});
