import type { Simulation } from '@disco-engine/sdk';
import type { LotQueue } from '../src/lot-queue.js';
import { StageGroup } from '../src/stage-group.js';
import type { MeasuredStage } from '../src/stage-measures.js';

/** The current state of one stage in its group. */
export class StageView {
  constructor(
    readonly group: StageGroup,
    private readonly row: number,
  ) {}

  get stock(): number {
    return this.group.stock[this.row];
  }

  get owed(): number {
    return this.group.orders.owed[this.row];
  }

  get inProcess(): number {
    return this.group.inProcess.units[this.row];
  }

  get lines(): LotQueue {
    return this.group.orders.lines[this.row];
  }

  /** Per component, the sets that wait for others; component 0 is the stage's orders to itself. */
  get sets(): Float64Array {
    const { starts, sets } = this.group.components;
    return sets.subarray(starts[this.row], starts[this.row + 1]);
  }

  /** Units of the open lines of a customer, by its position among those of the stage. */
  owedTo(customer: number): number {
    const { lines } = this;
    const arc = this.group.orders.firstArcs[this.row] + customer;
    let owed = 0;
    for (let line = 0; line < lines.size; line++) if (lines.owner(line) === arc) owed += lines.amount(line);
    return owed;
  }

  measured(until: number): MeasuredStage {
    return this.group.measured(until)[this.row];
  }

  /** Share of the demand up to a horizon that was shipped in time, from 0 to 1. */
  fillRate(until: number): number {
    const { demanded, onTime } = this.measured(until);
    return onTime / demanded;
  }
}

/** All stages of a run, by key. */
export function stagesOf(simulation: Simulation): ReadonlyMap<string, StageView> {
  const groups = [...simulation.nodes(StageGroup).values()];
  return new Map(groups.flatMap((group) => group.keys.map((key, row) => [key, new StageView(group, row)] as const)));
}

/** The stage with a key. */
export function stageIn(simulation: Simulation, key: string): StageView {
  const stage = stagesOf(simulation).get(key);
  if (stage === undefined) throw new Error(`there is no stage ${key}`);
  return stage;
}
