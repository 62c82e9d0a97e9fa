import { basename } from 'node:path';
import type { Scenario } from '@disco-engine/sdk';
import { Cluster, type ClusterProgress, type ClusterResult } from '@disco-engine/cluster';
import { interruptible } from '../terminal/interruptible.js';
import { readRunOptions, type RunCommandOptions } from './run-options.js';
import { loadScenario } from '../loading/load-scenario.js';
import { resultJson, resultLines } from './result-text.js';
import { RunDisplay } from './run-display.js';
import type { Line } from '../terminal/styled.js';
import { widthOf } from '../terminal/terminal.js';
import { printErrorLines } from '../terminal/print.js';

/** `disco run --model …`: launches workers, or joins waiting ones, and runs a model on them. */
export async function runOnWorkers(argv: readonly string[]): Promise<string | Line[]> {
  const options = await readRunOptions(argv);
  const scenario: Scenario = await loadScenario(options.scenario);
  let display: RunDisplay | undefined;
  const run = async (signal: AbortSignal): Promise<ClusterResult & { readonly seconds: number }> => {
    const cluster = await gather(options);
    try {
      const { until, settings, log } = options;
      const onProgress = (progress: ClusterProgress): void => display?.show(progress);
      const started = await cluster.start({ ...settings, scenario, until, log, signal, onProgress });
      const began = performance.now();
      if (!options.json) {
        printErrorLines([`Running on ${cluster.hosts.join(', ')}`]);
        display = new RunDisplay(process.stderr);
      }
      return { ...(await started.finished), seconds: (performance.now() - began) / 1000 };
    } finally {
      display?.end();
      await cluster.close();
    }
  };
  const { seconds, ...result } = await interruptible(run, () => display?.interrupt());
  return options.json ? resultJson(result, seconds) : resultLines(result, seconds, widthOf(process.stdout));
}

async function gather({ model, peers, trust, ...options }: RunCommandOptions): Promise<Cluster> {
  const { workers, transport, lostAfter } = options;
  const name = model.export ?? '';
  if (peers.length === 0)
    return Cluster.launch({ workers, transport, lostAfter, model: { module: new URL(model.url), export: name } });
  return Cluster.join({ ...trust, peers, transport, lostAfter, model: { module: basename(model.path), export: name } });
}
