import { MemoryLog, Simulation } from '@disco-engine/sdk';
import { Calls, scenario } from './call-centre.js';

/** What a visitor chooses. */
export interface CallCentreSettings {
  readonly agents: number;
  readonly seed: number;
  readonly minutes: number;
}

/** Values over time: `values[i]` from `epochs[i]` on. */
export interface Course {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
}

/** What came of a run. */
export interface CallCentreRun {
  readonly settings: CallCentreSettings;
  readonly digest: string;
  readonly activations: number;
  /** Milliseconds of the run. */
  readonly took: number;
  readonly callers: number;
  /** Callers who wait. */
  readonly queue: Course;
  /** The share of all callers so far who have given up. */
  readonly lost: Course;
}

/** Runs the call centre, and lets the page have its turn meanwhile. */
export async function runCallCentre(settings: CallCentreSettings, signal?: AbortSignal): Promise<CallCentreRun> {
  const { agents, seed, minutes } = settings;
  const log = new MemoryLog();
  const began = performance.now();
  const simulation = await Simulation.create(Calls, { scenario, seed, parameters: { agents }, log });
  const { activations } = await simulation.run({ until: minutes, ...(signal === undefined ? {} : { signal }) });
  const took = performance.now() - began;
  const { epochs, values } = log.records('centre/Ulm', 'agents.queue');
  const answers = log.records('centre/Ulm', 'lost');
  await simulation.dispose();
  return {
    settings,
    digest: simulation.digest,
    activations,
    took,
    callers: answers.values.length,
    queue: { epochs, values },
    lost: { epochs: answers.epochs, values: sharesOf(answers.values) },
  };
}

/** After each of several answers, the share of ones among them. */
function sharesOf(answers: Float64Array): Float64Array {
  let sum = 0;
  return answers.map((answer, index) => {
    sum += answer;
    return sum / (index + 1);
  });
}
