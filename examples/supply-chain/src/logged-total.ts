import type { TimeWeightedRecorder } from '@disco-engine/sdk';
import { rounded } from './later.js';

/** The sum of one quantity over the stages of a node, logged when it has changed. */
export class LoggedTotal {
  /** Kept by differences, so that stages where nothing happens cost nothing; what doubles lose by that is not logged. */
  total = 0;
  private recorded = NaN;

  constructor(private readonly recorder: TimeWeightedRecorder) {}

  record(): void {
    const value = rounded(this.total);
    if (value === this.recorded) return;
    this.recorded = value;
    this.recorder.record(value);
  }
}
