import { entryAt } from '@disco-engine/sdk';
import type { Stage } from './chain.js';

/** Finds, per stage, the demand stage that the largest part of its demand comes from. */
export class MainEnds {
  /** By index in the chain; -1 where no demand arrives. */
  readonly of: Int32Array;
  private readonly part: Float64Array;

  constructor(private readonly stages: readonly Stage[]) {
    this.of = new Int32Array(stages.length).fill(-1);
    this.part = new Float64Array(stages.length);
  }

  /** So much of the mean demand of a stage comes from one demand stage. Of equal parts that of the least id counts. */
  add(index: number, end: number, part: number): void {
    const [most, mostEnd] = [this.part[index] ?? NaN, this.of[index] ?? NaN];
    const isTie = part === most && mostEnd >= 0;
    if (isTie ? entryAt(this.stages, end).id >= entryAt(this.stages, mostEnd).id : part <= most) return;
    this.part[index] = part;
    this.of[index] = end;
  }
}
