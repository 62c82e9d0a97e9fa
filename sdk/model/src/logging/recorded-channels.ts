import { DiscoError, entryAt } from '@disco-engine/kernel';
import type { ChannelSummary } from './channel-summary.js';
import { HistogramRecorder } from './histogram-recorder.js';
import type { LogChannel } from './log-channel.js';
import type { Outlet } from './recorder.js';
import { RunLog } from './run-log.js';
import { SampleRecorder } from './sample-recorder.js';
import { StateRecorder } from './state-recorder.js';
import { TimeWeightedRecorder } from './time-weighted-recorder.js';
import { VectorRecorder } from './vector-recorder.js';

/** Takes a record of a channel; the index is that of an element of a vector. */
type Take = (index: number, value: number) => void;

/**
 * Summarizes the records of a stored log, possibly with a different warm-up, by the same recorders as during the run: with the
 * same warm-up, the figures are the same, bit for bit.
 */
export class RecordedChannels {
  readonly #clock = { epoch: 0 };
  readonly #log: RunLog;
  readonly #takers: readonly Take[];

  /**
   * @param channels as listed in the log, in canonical order
   * @param warmup epoch from which records count
   */
  constructor(channels: readonly LogChannel[], warmup: number) {
    this.#log = new RunLog({ sinks: [], warmup });
    this.#takers = channels.map((channel) => this.#takerOf(channel));
    this.#log.begin();
  }

  /**
   * Takes one record. The records of a channel must come in the order in which they were made.
   *
   * @param channel its index in the list
   */
  take(channel: number, epoch: number, index: number, value: number): void {
    this.#clock.epoch = epoch;
    entryAt(this.#takers, channel)(index, value);
  }

  /** The summaries of all channels. @param end epoch until which the last recorded values hold */
  summaries(end: number): ChannelSummary[] {
    return this.#log.summaries(end);
  }

  #takerOf(channel: LogChannel): Take {
    const register = <Kind extends SampleRecorder | TimeWeightedRecorder | HistogramRecorder>(
      make: (outlet: Outlet) => Kind,
    ): Take => {
      const recorder = this.#log.register(channel, this.#clock, make);
      return (_, value) => recorder.record(value);
    };
    switch (channel.kind) {
      case 'series':
      case 'tally':
        return register((outlet) => new SampleRecorder(outlet));
      case 'time-weighted':
        return register((outlet) => new TimeWeightedRecorder(outlet));
      case 'histogram':
        return register((outlet) => new HistogramRecorder(outlet, Float64Array.from(channel.edges ?? [])));
      case 'vector':
        return this.#vector(channel);
      case 'state':
        return this.#state(channel);
    }
  }

  #vector(channel: LogChannel): Take {
    const recorder = this.#log.register(channel, this.#clock, (outlet) => new VectorRecorder(outlet, channel.size));
    const values = new Float64Array(channel.size);
    return (index, value) => {
      values[index] = value;
      // The elements of one record are consecutive.
      if (index === channel.size - 1) recorder.record(values);
    };
  }

  #state(channel: LogChannel): Take {
    const { node, name, states = [] } = channel;
    const recorder = this.#log.register(channel, this.#clock, (outlet) => new StateRecorder(outlet, states));
    return (_, value) => {
      const state = states[value];
      if (state === undefined) {
        const message = `log channel '${name}' of node '${node}' has a record of state ${value}, but names only ${states.length} states`;
        throw new DiscoError('STATE_UNKNOWN', message, { node });
      }
      recorder.enter(state);
    };
  }
}
