import type { DataLogger, SampleRecorder, VertexData } from '@disco-engine/sdk';
import { LoggedTotal } from './logged-total.js';
import { rounded } from './later.js';

/**
 * What a planner wants to see of the stages of a node over time: totals over all of them, and the service to external
 * customers. The resolution depends on the model: a node is a stage, the stages of an echelon and family, or an echelon.
 *
 * | channel       | what                                                                                          |
 * | ------------- | --------------------------------------------------------------------------------------------- |
 * | `stock`       | finished units on hand                                                                        |
 * | `stock value` | the same, each unit with what it has cost                                                     |
 * | `backlog`     | units that customers, external or other stages, have ordered and not got, whether due or not  |
 * | `in process`  | units that were started and are not finished                                                  |
 * | `filled`      | of each external order, the share that left when it was promised, or before                   |
 * | `days late`   | of each external order, how many days after the promise the last of it left; 0 if in time     |
 */
export class StageLog {
  private readonly stock: LoggedTotal;
  private readonly value: LoggedTotal;
  private readonly backlog: LoggedTotal;
  private readonly inProcess: LoggedTotal;
  /** Undefined if the node has no external customers. */
  private readonly filled: SampleRecorder | undefined;
  private readonly daysLate: SampleRecorder | undefined;
  private readonly unitValue: Float64Array;
  /** For the external order that each stage is serving: units shipped so far, and those shipped in time. */
  private readonly left: Float64Array;
  private readonly leftInTime: Float64Array;

  /** @param stock on hand at the start, by row */
  constructor(log: DataLogger, stages: VertexData, stock: Float64Array) {
    const { size } = stages;
    const labels = sharedLabels(stages);
    const pieces = { unit: 'units', labels };
    this.stock = new LoggedTotal(log.timeWeighted('stock', pieces));
    this.value = new LoggedTotal(log.timeWeighted('stock value', { unit: 'cost', labels }));
    this.backlog = new LoggedTotal(log.timeWeighted('backlog', pieces));
    this.inProcess = new LoggedTotal(log.timeWeighted('in process', pieces));
    if (stages.present('externalMean').includes(1)) {
      this.filled = log.tally('filled', { unit: 'share', labels });
      this.daysLate = log.tally('days late', { unit: 'days', labels });
    }
    this.unitValue = stages.float64('unitValue');
    this.left = new Float64Array(size);
    this.leftInTime = new Float64Array(size);
    for (let row = 0; row < size; row++) this.add(row, stock[row] ?? NaN, 0, 0);
    this.record();
  }

  /** Adds the changes of a stage, in units; negative for decreases. */
  add(row: number, stock: number, backlog: number, inProcess: number): void {
    this.stock.total += stock;
    this.value.total += stock * (this.unitValue[row] ?? NaN);
    this.backlog.total += backlog;
    this.inProcess.total += inProcess;
  }

  /** Logs the current totals; once at the end of an activation. */
  record(): void {
    this.stock.record();
    this.value.record();
    this.backlog.record();
    this.inProcess.record();
  }

  /**
   * Records units shipped to an external customer. Orders are served one after the other, so these belong to the order that the
   * stage is serving.
   *
   * @param late days since they were due; 0 or less if they are in time
   * @param isLast whether this completes the order
   */
  shipped(row: number, units: number, late: number, isLast: boolean): void {
    const { left, leftInTime } = this;
    left[row] = (left[row] ?? NaN) + units;
    if (late <= 0) leftInTime[row] = (leftInTime[row] ?? NaN) + units;
    if (!isLast) return;
    this.filled?.record((leftInTime[row] ?? NaN) / (left[row] ?? NaN));
    this.daysLate?.record(Math.max(0, rounded(late)));
    left[row] = 0;
    leftInTime[row] = 0;
  }
}

/** Echelon and product family, if all stages of the node have the same. */
function sharedLabels(stages: VertexData): Record<string, string> {
  const shared: Record<string, string> = {};
  for (const type of ['echelon', 'family']) {
    const values = new Set(stages.labels(type));
    const [value] = values;
    if (values.size === 1 && value !== undefined) shared[type] = value;
  }
  return shared;
}
