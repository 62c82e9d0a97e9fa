import { DiscoError } from '@disco-engine/kernel';
import type { SummaryFigures } from './channel-summary.js';
import { Recorder, type Outlet } from './recorder.js';

/** Records the state of a node. A record has the number of the state as its value and its index. */
export class StateRecorder<State extends string = string> extends Recorder {
  private count = 0;
  private readonly durations: Float64Array;
  /** Number of the current state; -1 before the first one. */
  private state = -1;
  private since = Infinity;

  /** @internal */
  constructor(
    outlet: Outlet,
    private readonly states: readonly State[],
  ) {
    super(outlet);
    this.durations = new Float64Array(states.length);
  }

  /** Records that the node is in a state from now on. @throws DiscoError `STATE_UNKNOWN` */
  enter(state: State): void {
    const number = this.states.indexOf(state);
    if (number < 0) throw unknownState(state, this.states);
    if (!this.active) return;
    const { epoch } = this.clock;
    this.keep(epoch, number, number);
    if (epoch > this.since) this.durations[this.state] = (this.durations[this.state] ?? NaN) + (epoch - this.since);
    this.state = number;
    this.since = epoch < this.warmup ? this.warmup : epoch;
    if (epoch >= this.warmup) this.count += 1;
  }

  /** @internal */
  figures(end: number): SummaryFigures {
    const durations = this.durations.slice();
    if (end > this.since) durations[this.state] = (durations[this.state] ?? NaN) + (end - this.since);
    const total = durations.reduce((sum, duration) => sum + duration, 0);
    const shares = Object.fromEntries(
      this.states.map((state, number) => [state, total > 0 ? (durations[number] ?? NaN) / total : 0]),
    );
    const last = this.state < 0 ? null : this.state;
    return { count: this.count, mean: null, deviation: null, minimum: null, maximum: null, last, shares };
  }
}

function unknownState(state: string, states: readonly string[]): DiscoError {
  return new DiscoError('STATE_UNKNOWN', `unknown state '${state}'; the channel has: ${states.join(', ')}`);
}
