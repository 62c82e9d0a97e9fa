import { Simulation } from '@disco-engine/sdk';
import { twins } from './models/models.js';
import { Tape, type TraceRow } from './tape.js';

/** A run that SimPy has recorded. */
export interface TwinCase {
  readonly model: string;
  /** Horizon, before which all is told; null for a run to its end. */
  readonly until: number | null;
  readonly draws: Readonly<Record<string, readonly number[]>>;
  readonly trace: readonly TraceRow[];
}

/**
 * Runs the twin of a model, fed the same draws.
 *
 * @returns its trace, in the order in which it happened
 * @throws RangeError for a model that has no twin here
 */
export async function runTwin({ model: name, until, draws }: TwinCase): Promise<readonly TraceRow[]> {
  const twin = twins.get(name);
  if (twin === undefined)
    throw new RangeError(`'${name}' has no twin here; there are: ${[...twins.keys()].join(', ')}`);
  const tape = new Tape(draws);
  const simulation = await Simulation.create(twin.model, {
    scenario: twin.scenario,
    providers: [{ token: Tape, useValue: tape }],
  });
  simulation.until(until ?? Infinity);
  await simulation.dispose();
  return tape.trace;
}

/** The first row in which two traces differ, in words; undefined where none does. */
export function firstDifference(expected: readonly TraceRow[], actual: readonly TraceRow[]): string | undefined {
  const rows = Math.max(expected.length, actual.length);
  for (let row = 0; row < rows; row++) {
    const [wanted, found] = [expected[row], actual[row]].map((one) =>
      one === undefined ? 'nothing' : JSON.stringify(one),
    );
    if (wanted !== found) return `row ${row} is ${found}, and on SimPy ${wanted}`;
  }
  return undefined;
}
