import { basename } from 'node:path';
import type { Scenario } from '@disco-engine/sdk';
import { Cluster } from '@disco-engine/cluster';
import { interruptible } from '../terminal/interruptible.js';
import { readRunOptions, type RunCommandOptions } from './run-options.js';
import { loadScenario } from '../loading/load-scenario.js';
import { resultJson, resultText } from './result-text.js';
import { printError } from '../terminal/print.js';

/** `disco run`: launches workers, or joins those that wait, and runs a model on them. */
export async function runOnWorkers(argv: readonly string[]): Promise<string> {
  const options = await readRunOptions(argv);
  const scenario: Scenario = await loadScenario(options.scenario);
  const { seconds, ...result } = await interruptible(async (signal) => {
    const cluster = await gather(options);
    try {
      const { until, settings, log } = options;
      const run = await cluster.start({ ...settings, scenario, until, log, signal });
      if (!options.json) printError(`Running on ${cluster.hosts.join(', ')}\n`);
      const began = performance.now();
      return { ...(await run.finished), seconds: (performance.now() - began) / 1000 };
    } finally {
      await cluster.close();
    }
  });
  return options.json ? resultJson(result, seconds) : resultText(result, seconds);
}

async function gather({ model, peers, trust, ...options }: RunCommandOptions): Promise<Cluster> {
  const { workers, transport, lostAfter } = options;
  const name = model.export ?? '';
  if (peers.length === 0)
    return Cluster.launch({ workers, transport, lostAfter, model: { module: new URL(model.url), export: name } });
  return Cluster.join({ ...trust, peers, transport, lostAfter, model: { module: basename(model.path), export: name } });
}
