import { basename } from 'node:path';
import {
  Cluster,
  codeOf,
  type ClusterProgress,
  type ClusterRun,
  type RecoveredResult,
  type RunLoss,
  type RunOutcome,
  type StandingWorker,
} from '@disco-engine/cluster';
import { followRun } from '../ranks/follow.js';
import { rankName, rankWorker } from '../ranks/rank-worker.js';
import { interruptible } from '../terminal/interruptible.js';
import { outcomeOf } from './outcome.js';
import { ownThreads } from './own-threads.js';
import { readRunOptions, type RunCommandOptions } from './run-options.js';
import { loadModel } from '../loading/load-model.js';
import { loadScenario } from '../loading/load-scenario.js';
import { resultJson, resultLines } from './result-text.js';
import { RunDisplay } from './run-display.js';
import type { Line } from '../terminal/styled.js';
import { widthOf } from '../terminal/terminal.js';
import { printErrorLines } from '../terminal/print.js';
import type { Served } from '../flags/http-flags.js';
import { measuring } from '../metrics/measuring.js';
import type { Metric } from '../metrics/metric.js';
import { runMetrics } from '../metrics/run-metrics.js';
import type { PageLines } from '../watch/page-lines.js';
import { WatchedRun } from '../watch/watched-run.js';
import { watching } from '../watch/watching.js';

/** `disco run --model …`: launches workers, or joins waiting ones, and runs a model on them. */
export async function runOnWorkers(argv: readonly string[]): Promise<number | string | Line[]> {
  const options = await readRunOptions(argv);
  const { ranks, listen } = options;
  if (ranks !== undefined && ranks.rank > 0) return followRun(ranks, options);
  if (ranks !== undefined) return leadWith(await rankWorker(ranks, options), options);
  if (listen === undefined) return lead(options);
  const { worker, address } = await ownThreads(listen, options);
  return leadWith(worker, { ...options, peers: [address, ...options.peers] });
}

/** @param worker of this process, which takes part in the run */
async function leadWith(worker: StandingWorker, options: RunCommandOptions): Promise<string | Line[]> {
  try {
    return await lead(options);
  } finally {
    await worker.close();
  }
}

async function lead(options: RunCommandOptions): Promise<string | Line[]> {
  // Other ranks wait for this one, and learn from it what is wrong.
  const early = options.ranks === undefined ? await loadScenario(options.scenario) : undefined;
  const { model, until } = options;
  const canceled = new AbortController();
  const watched = new WatchedRun(model.export ?? model.path, until, () => canceled.abort());
  let display: RunDisplay | undefined;
  const run = (interrupted: AbortSignal): Promise<TimedResult> =>
    served(options.served, watched, async () => {
      const signal = AbortSignal.any([interrupted, canceled.signal]);
      const cluster = await gather(options, signal);
      if (options.served.page !== undefined) follow(cluster, watched.lines);
      let outcome: RunOutcome | undefined;
      try {
        const scenario = early ?? (await loadScenario(options.scenario));
        watched.drawnFrom({ scenario, model: async () => (await loadModel(model)).modelClass });
        const { settings, log, recovers } = options;
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
          watched.lines.told(loss.message);
          printErrorLines([loss.message, `The run begins again: attempt ${attempt} of ${attempts}`]);
        };
        const recovery = { attempts: recovers ? undefined : 1, onStart, onLoss };
        const result = await cluster.runRecovering({ ...settings, scenario, until, log, signal, onProgress }, recovery);
        outcome = { status: 'finished' };
        return { ...result, seconds: (performance.now() - began) / 1000 };
      } catch (error) {
        outcome = outcomeOf(error);
        throw error;
      } finally {
        display?.end();
        await cluster.close(outcome);
      }
    });
  const { seconds, ...result } = await interruptible(run, () => display?.interrupt());
  return options.json ? resultJson(result, seconds) : resultLines(result, seconds, widthOf(process.stdout));
}

/** Keeps the last lines of what happens to the workers, for the page. */
function follow({ transitions, output }: Cluster, lines: PageLines): void {
  transitions.subscribe((transition) => lines.moved(transition));
  output.subscribe((line) => lines.printed(line));
}

/** Serves the page and the metrics of a run while it goes on. */
function served({ page, metrics }: Served, run: WatchedRun, action: () => Promise<TimedResult>): Promise<TimedResult> {
  const read = async (): Promise<readonly Metric[]> => runMetrics(await run.view());
  const ended = async (): Promise<TimedResult> => {
    try {
      const result = await action();
      run.ended(`digest ${result.digest}`);
      return result;
    } catch (error) {
      run.ended(error instanceof Error ? error.message : String(error));
      throw error;
    }
  };
  return watching(page, run, 'the run', () => measuring(metrics, read, ended));
}

interface TimedResult extends RecoveredResult {
  readonly seconds: number;
}

async function gather(
  { model, peers, ranks, trust, ...options }: RunCommandOptions,
  signal: AbortSignal,
): Promise<Cluster> {
  const { workers, transport, lostAfter, stallAfter } = options;
  const patience = { lostAfter, stallAfter };
  const name = model.export ?? '';
  const module = basename(model.path);
  const isLocal = ranks === undefined && peers.length === 0;
  const code = isLocal || options.acceptsCode ? undefined : await codeOf(model.url);
  if (ranks !== undefined)
    return Cluster.join({
      ...trust,
      ...patience,
      peers: ranks.addresses,
      names: ranks.addresses.map((address, rank) => rankName(rank, address)),
      within: ranks.wait,
      signal,
      model: { module, export: name },
      code,
    });
  if (isLocal)
    return Cluster.launch({ ...patience, workers, transport, model: { module: new URL(model.url), export: name } });
  return Cluster.join({ ...patience, ...trust, peers, transport, model: { module, export: name }, code });
}
