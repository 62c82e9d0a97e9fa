import { Simulation } from '@disco-engine/sdk';
import { twins } from './models/models.js';
import { Tape, type TraceRow } from './tape.js';

/** A run recorded on SimPy. */
export interface TwinCase {
  readonly model: string;
  /** Horizon before which everything is recorded; null for a run to its end. */
  readonly until: number | null;
  readonly draws: Readonly<Record<string, readonly number[]>>;
  readonly trace: readonly TraceRow[];
}

/**
 * Runs the twin of a model on the same draws.
 *
 * @returns its trace, in order
 * @throws RangeError for a model without a twin here
 */
export async function runTwin({ model: name, until, draws }: TwinCase): Promise<readonly TraceRow[]> {
  const twin = twins.get(name);
  if (twin === undefined)
    throw new RangeError(`'${name}' has no twin here; the twins are: ${[...twins.keys()].join(', ')}`);
  const tape = new Tape(draws);
  const simulation = await Simulation.create(twin.model, {
    scenario: twin.scenario,
    providers: [{ token: Tape, useValue: tape }],
  });
  simulation.until(until ?? Infinity);
  await simulation.dispose();
  return tape.trace;
}

/** The first row in which two traces differ, in words; undefined if they agree. */
export function firstDifference(expected: readonly TraceRow[], actual: readonly TraceRow[]): string | undefined {
  const rows = Math.max(expected.length, actual.length);
  for (let row = 0; row < rows; row++) {
    const [wanted, found] = [expected[row], actual[row]].map((one) =>
      one === undefined ? 'nothing' : JSON.stringify(one),
    );
    if (wanted !== found) return `row ${row} is ${found}, but on SimPy ${wanted}`;
  }
  return undefined;
}
