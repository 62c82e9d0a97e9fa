import { basename } from 'node:path';
import type { Scenario } from '@disco-engine/sdk';
import {
  Cluster,
  type ClusterProgress,
  type ClusterRun,
  type RecoveredResult,
  type RunLoss,
} from '@disco-engine/cluster';
import { interruptible } from '../terminal/interruptible.js';
import { readRunOptions, type RunCommandOptions } from './run-options.js';
import { loadScenario } from '../loading/load-scenario.js';
import { resultJson, resultLines } from './result-text.js';
import { RunDisplay } from './run-display.js';
import type { Line } from '../terminal/styled.js';
import { widthOf } from '../terminal/terminal.js';
import { printErrorLines } from '../terminal/print.js';
import { watching } from '../watch/watching.js';

/** `disco run --model …`: launches workers, or joins waiting ones, and runs a model on them. */
export async function runOnWorkers(argv: readonly string[]): Promise<string | Line[]> {
  const options = await readRunOptions(argv);
  const scenario: Scenario = await loadScenario(options.scenario);
  const { until, model } = options;
  const page = {
    title: `${model.export ?? model.path} on '${scenario.name}'`,
    until,
    shown: ({ digest }: TimedResult) => `digest ${digest}`,
  };
  let display: RunDisplay | undefined;
  const run = (interrupted: AbortSignal): Promise<TimedResult> =>
    watching(options.watchPort, page, async (watched, canceled) => {
      const cluster = await gather(options);
      try {
        const { settings, log, recovers } = options;
        const signal = AbortSignal.any([interrupted, canceled]);
        const onProgress = (progress: ClusterProgress): void => display?.show(progress);
        let began = NaN;
        const onStart = (started: ClusterRun, attempt: number): void => {
          if (attempt === 1) began = performance.now();
          watched.started(started, attempt);
          if (options.json) return;
          printErrorLines([`Running on ${cluster.hosts.join(', ')}`]);
          display = new RunDisplay(process.stderr);
        };
        const onLoss = ({ loss, attempt, attempts }: RunLoss): void => {
          display?.end();
          printErrorLines([loss.message, `The run begins again: attempt ${attempt} of ${attempts}`]);
        };
        const recovery = { attempts: recovers ? undefined : 1, onStart, onLoss };
        const result = await cluster.runRecovering({ ...settings, scenario, until, log, signal, onProgress }, recovery);
        return { ...result, seconds: (performance.now() - began) / 1000 };
      } finally {
        display?.end();
        await cluster.close();
      }
    });
  const { seconds, ...result } = await interruptible(run, () => display?.interrupt());
  return options.json ? resultJson(result, seconds) : resultLines(result, seconds, widthOf(process.stdout));
}

interface TimedResult extends RecoveredResult {
  readonly seconds: number;
}

async function gather({ model, peers, trust, ...options }: RunCommandOptions): Promise<Cluster> {
  const { workers, transport, lostAfter, stallAfter } = options;
  const common = { transport, lostAfter, stallAfter };
  const name = model.export ?? '';
  if (peers.length === 0)
    return Cluster.launch({ ...common, workers, model: { module: new URL(model.url), export: name } });
  return Cluster.join({ ...common, ...trust, peers, model: { module: basename(model.path), export: name } });
}
