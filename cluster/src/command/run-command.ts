import { basename } from 'node:path';
import { DiscoError, Scenario } from '@disco-engine/sdk';
import { Cluster } from '../launch/cluster.js';
import type { ClusterResult } from '../launch/start-options.js';
import { readRunOptions, type RunCommandOptions } from './run-options.js';
import { resultJson, resultText } from './result-text.js';

/** `disco run`: launches workers, or joins those that wait, and runs a model on them. */
export async function runOnWorkers(argv: readonly string[]): Promise<void> {
  const options = await readRunOptions(argv);
  const scenario = await loadScenario(options);
  const result = await interruptible(async (signal) => {
    const cluster = await gather(options);
    try {
      const { until, seed, parameters } = options;
      const run = await cluster.start({ scenario, until, seed, parameters, signal });
      if (!options.json) process.stderr.write(`Running on ${cluster.hosts.join(', ')}\n`);
      return await run.finished;
    } finally {
      await cluster.close();
    }
  });
  process.stdout.write(options.json ? resultJson(result) : resultText(result));
}

async function gather({ model, peers, trust, ...options }: RunCommandOptions): Promise<Cluster> {
  const { workers, transport, lostAfter } = options;
  const name = model.export ?? '';
  if (peers.length === 0)
    return Cluster.launch({ workers, transport, lostAfter, model: { module: new URL(model.url), export: name } });
  return Cluster.join({ ...trust, peers, lostAfter, model: { module: basename(model.path), export: name } });
}

async function loadScenario({ scenario }: RunCommandOptions): Promise<Scenario> {
  const where = `${scenario.path}#${scenario.export ?? ''}`;
  let made: unknown;
  try {
    const module = (await import(scenario.url)) as Readonly<Record<string, unknown>>;
    const exported = module[scenario.export ?? ''];
    made = typeof exported === 'function' ? await (exported as () => unknown)() : exported;
  } catch (cause) {
    if (cause instanceof DiscoError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('SCENARIO_FAILED', `the scenario ${where} cannot be made: ${reason}`, {}, { cause });
  }
  if (made instanceof Scenario) return made;
  throw new DiscoError('SCENARIO_FAILED', `${where} is no Scenario, and no function that makes one`);
}

/** The first Ctrl-C, or SIGTERM, cancels the run; a second one meets no listener and kills the process. */
async function interruptible(run: (signal: AbortSignal) => Promise<ClusterResult>): Promise<ClusterResult> {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await run(controller.signal);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
