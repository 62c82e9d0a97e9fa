import type { TimeWeightedRecorder } from '@disco-engine/sdk';
import { rounded } from './later.js';

/** The sum of a quantity over the stages of a node, logged when it has changed. */
export class LoggedTotal {
  /** Updated by differences, so that stages without activity cost nothing; rounding errors are not logged. */
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
