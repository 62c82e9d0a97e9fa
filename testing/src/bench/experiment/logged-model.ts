import { entryAt } from '@disco-engine/kernel';
import {
  DataLogger,
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
  type HistogramRecorder,
  type SampleRecorder,
  type Scenario,
  type StateRecorder,
  type Successors,
  type TimeWeightedRecorder,
  type VectorRecorder,
} from '@disco-engine/sdk';
import { PHOLD_MEAN, PHOLD_MIN_DELAY, PHOLD_SIZES } from '../phold.js';

const UNIT = 2 ** -32;
const MIN_DELAY = PHOLD_MIN_DELAY;
const MEAN = PHOLD_MEAN;
const { processes, eventsPerProcess } = PHOLD_SIZES.a;

/** Vertices per node, and so elements per vector. */
const VERTICES = 4;
const STATES = ['idle', 'setup', 'busy', 'down'] as const;

/** What a node records at each event: four points of one kind, or eight of all kinds. */
const CHANNELS = {
  series: { samples: 4, levels: 0, histograms: 0, vectors: 0, states: 0 },
  'time-weighted': { samples: 0, levels: 4, histograms: 0, vectors: 0, states: 0 },
  histogram: { samples: 0, levels: 0, histograms: 4, vectors: 0, states: 0 },
  vector: { samples: 0, levels: 0, histograms: 0, vectors: 1, states: 0 },
  state: { samples: 0, levels: 0, histograms: 0, vectors: 0, states: 4 },
  mixed: { samples: 1, levels: 1, histograms: 1, vectors: 1, states: 1 },
  none: { samples: 0, levels: 0, histograms: 0, vectors: 0, states: 0 },
} as const;

/** Recorders treat a tally as a series. */
export type LogKind = Exclude<keyof typeof CHANNELS, 'none'>;

export const LOG_KINDS = (Object.keys(CHANNELS) as (keyof typeof CHANNELS)[]).filter((kind) => kind !== 'none');

/** Points that a node records per event. */
export function pointsPerEvent(kind: LogKind): number {
  const { samples, levels, histograms, vectors, states } = CHANNELS[kind];
  return samples + levels + histograms + VERTICES * vectors + states;
}

/** Events per unit of simulated time; the mean delay is 1. */
export const EVENTS_PER_UNIT = processes * eventsPerProcess;

const job = simproc<null>('job', { minimumDelay: PHOLD_MIN_DELAY, complete: true });

class Parameters {
  /** `none` for the same node without any recorder. */
  kind: keyof typeof CHANNELS = 'none';
}

/** A PHOLD process that records something about each job. */
@Node('process', { distinctBy: ['process'] })
class LoggedProcess {
  private readonly others: Successors<null>;
  private readonly samples: readonly SampleRecorder[];
  private readonly levels: readonly TimeWeightedRecorder[];
  private readonly histograms: readonly HistogramRecorder[];
  private readonly vectors: readonly VectorRecorder[];
  private readonly states: readonly StateRecorder<(typeof STATES)[number]>[];
  private readonly shares = new Float64Array(VERTICES);

  constructor(
    context: NodeContext,
    private readonly random: RandomStream,
    log: DataLogger,
    { kind }: Parameters,
  ) {
    this.others = context.successors(job);
    const { samples, levels, histograms, vectors, states } = CHANNELS[kind];
    const each = <Recorder>(count: number, make: (name: number) => Recorder): Recorder[] =>
      Array.from({ length: count }, (_, channel) => make(channel));
    this.samples = each(samples, (channel) => log.series(`delay ${channel}`));
    this.levels = each(levels, (channel) => log.timeWeighted(`level ${channel}`));
    this.histograms = each(histograms, (channel) => log.histogram(`spread ${channel}`, { edges: EDGES }));
    this.vectors = each(vectors, (channel) => log.vector(`shares ${channel}`));
    this.states = each(states, (channel) => log.state(`state ${channel}`, { states: STATES }));
  }

  @OnEvent(job)
  work(jobs: EventBatch<null>): void {
    const { random, others, shares } = this;
    // Every process is activated once at the start, with an empty batch.
    const count = jobs.size || eventsPerProcess;
    for (let i = 0; i < count; i++) {
      const delay = MIN_DELAY - MEAN * Math.log((random.uint32() + 1) * UNIT);
      const target = random.below(others.size);
      others.send(target, null, delay);
      for (const recorder of this.samples) recorder.record(delay);
      for (const recorder of this.levels) recorder.record(delay);
      for (const recorder of this.histograms) recorder.record(delay);
      for (const recorder of this.states) recorder.enter(entryAt(STATES, target % STATES.length));
      shares[target % VERTICES] = delay;
      for (const recorder of this.vectors) recorder.record(shares);
    }
  }
}

const EDGES = Array.from({ length: 21 }, (_, edge) => edge / 4);

@Model({ name: 'logged-phold', simprocs: [job], nodes: [LoggedProcess], parameters: Parameters })
export class LoggedPhold {}

/** PHOLD in configuration a, with four vertices per process. */
export function loggedScenario(): Scenario {
  const builder = new ScenarioBuilder('logged-phold');
  for (let process = 0; process < processes; process++)
    for (let vertex = 0; vertex < VERTICES; vertex++)
      builder.vertex('process', `${process}.${vertex}`, {}, { labels: [`process=${process}`] });
  return builder.build();
}
