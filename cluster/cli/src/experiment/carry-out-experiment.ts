import { startExperiment, type Experiment, type ExperimentProgress } from '@disco-engine/experiments';
import { measuring } from '../metrics/measuring.js';
import type { Metric } from '../metrics/metric.js';
import { interruptible } from '../terminal/interruptible.js';
import { print, printLines } from '../terminal/print.js';
import { watching } from '../watch/watching.js';
import type { CarryingOut } from './carrying-out.js';
import { ExperimentDisplay } from './experiment-display.js';
import { ExperimentMetrics } from './experiment-metrics.js';
import { ExperimentWatch } from './experiment-watch.js';
import { ownOf } from './experiment-view.js';
import { outcomeJson, outcomeLines } from './outcome-text.js';

const FAILED = 1;
const INTERRUPTED = 130;

/** `disco run EXPERIMENT`: runs the replications that are missing, and reports the outcome. @returns the exit code */
export async function carryOutExperiment(experiment: Experiment, carrying: CarryingOut): Promise<number> {
  const { options, folder, command, isJson, served } = carrying;
  const canceled = new AbortController();
  const watch = new ExperimentWatch({ ...experiment, cases: options.results.cases }, folder, () => canceled.abort());
  const display = isJson ? undefined : new ExperimentDisplay(process.stderr, experiment);
  const show = (now: ExperimentProgress): void => {
    display?.show({ ...now, replications: ownOf(now.replications) });
    if (served.page !== undefined) watch.hear(now);
  };
  let progress: ExperimentProgress;
  try {
    const run = async (interrupted: AbortSignal): Promise<ExperimentProgress> => {
      const signal = AbortSignal.any([interrupted, canceled.signal]);
      const started = await startExperiment(experiment, { ...options, signal, onProgress: show });
      watch.started(started);
      return ended(watch, started.finished);
    };
    const metrics = new ExperimentMetrics();
    const read = async (): Promise<Metric[]> => metrics.of(watch.progress);
    progress = await watching(served.page, watch, 'the experiment', () =>
      measuring(served.metrics, read, () => interruptible(run, () => display?.interrupt())),
    );
  } finally {
    display?.end();
  }
  const older = options.results.older(progress.replications.flatMap(({ record }) => record ?? []));
  if (isJson) print(outcomeJson(progress, older, folder, options.shard));
  else printLines(outcomeLines(progress, older, folder, command, options.shard));
  if (progress.status === 'FAILED') return FAILED;
  return progress.status === 'CANCELED' ? INTERRUPTED : 0;
}

/** Tells whoever watches how the experiment ended. */
async function ended(watch: ExperimentWatch, finished: Promise<ExperimentProgress>): Promise<ExperimentProgress> {
  try {
    const progress = await finished;
    watch.ended(progress.status);
    return progress;
  } catch (error) {
    watch.ended(error instanceof Error ? error.message : String(error));
    throw error;
  }
}
