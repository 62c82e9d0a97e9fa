import { entryAt } from '@disco-engine/sdk';
import type { Stage } from './chain.js';

/** Finds, per stage, the demand stage that contributes most to its demand. */
export class MainEnds {
  /** By chain index; -1 if no demand arrives. */
  readonly of: Int32Array;
  private readonly part: Float64Array;

  constructor(private readonly stages: readonly Stage[]) {
    this.of = new Int32Array(stages.length).fill(-1);
    this.part = new Float64Array(stages.length);
  }

  /**
   * Adds the part of a stage's mean demand that comes from one demand stage. Among equal parts, the stage with the least id
   * counts.
   */
  add(index: number, end: number, part: number): void {
    const [most, mostEnd] = [this.part[index] ?? NaN, this.of[index] ?? NaN];
    const isTie = part === most && mostEnd >= 0;
    if (isTie ? entryAt(this.stages, end).id >= entryAt(this.stages, mostEnd).id : part <= most) return;
    this.part[index] = part;
    this.of[index] = end;
  }
}
