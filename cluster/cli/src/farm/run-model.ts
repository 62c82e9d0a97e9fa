import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { Cluster, codeOf, unpackScenario, type JoinOptions, type RunOutcome } from '@disco-engine/cluster';
import type { PartsRun, RunModel, RunPart, RunPlace, RunReport } from '@disco-engine/coordinator/farm';
import { DiscoError } from '@disco-engine/kernel';
import { Scenario, type RunSettings, type ScenarioData } from '@disco-engine/sdk';
import { isLoopback, type TrustOptions } from '@disco-engine/transports/security';
import type { ModuleFlag } from '../flags/module-flag.js';
import { outcomeOf } from '../run/outcome.js';
import { ownThreads } from '../run/own-threads.js';
import { Turns } from './turns.js';

/** Where the workers of this process listen during runs, and whom they trust. */
export interface RunHost {
  /** The machine. */
  readonly host: string;
  /** As the workers of other hosts reach them, such as `grpc://host-a:0`. */
  readonly listen: string;
  /** Without the token, which is another one in each attempt. */
  readonly trust: Omit<TrustOptions, 'token'>;
}

/** Milliseconds in which workers that have just said that they listen must be reached. */
const REACHED_WITHIN = 20_000;

/** This process, for all runs. */
const PROCESS: string = randomUUID();
/** Those of the parts of this process: only one of them has a port at a time. */
const TURNS = new Turns();

/** The name of a model on all hosts. */
export function runModelName({ path, export: name = '' }: ModuleFlag): string {
  return `${basename(path)}#${name}`;
}

/** A model as a farm knows it: by the name of its file and class, and by its code. */
export async function runModel(module: ModuleFlag, host: RunHost): Promise<RunModel> {
  const code = await codeOf(module.url);
  return {
    name: runModelName(module),
    code,
    process: PROCESS,
    host: host.host,
    listen: (threads, token, signal) => listen(module, threads, token, host, signal),
    run: (places, request) => runOn(module, places, request, code, host),
  };
}

async function listen(
  module: ModuleFlag,
  threads: number,
  token: string,
  { listen: at, trust }: RunHost,
  signal: AbortSignal,
): Promise<RunPart> {
  const end = at.endsWith(':0') ? (): void => undefined : await TURNS.take(signal);
  try {
    const options = { model: module, trust: { ...trust, token }, transport: undefined, workers: threads };
    const { worker, address } = await ownThreads(at, options);
    return { address, broken: worker.broken, close: () => worker.close().finally(end) };
  } catch (error) {
    end();
    throw error;
  }
}

async function runOn(
  module: ModuleFlag,
  places: readonly RunPlace[],
  { token, scenario: packed, until, settings, warmup, signal, onRun }: PartsRun,
  code: Readonly<Record<string, string>>,
  { trust }: RunHost,
): Promise<RunReport> {
  refuseOwnOnly(places);
  const scenario = unpacked(packed);
  const cluster = await joined({
    ...trust,
    token,
    peers: places.map(({ address }) => address),
    names: places.map(({ address, host }) => `${host} (${address})`),
    within: REACHED_WITHIN,
    model: { module: basename(module.path), export: module.export ?? '' },
    code,
    signal,
  });
  let outcome: RunOutcome | undefined;
  try {
    const began = performance.now();
    const run = await cluster.start({ ...(settings as RunSettings), scenario, until, log: { warmup }, signal });
    onRun(run);
    const result = await run.finished;
    outcome = { status: 'finished' };
    return { digest: result.digest, result: { ...result, seconds: (performance.now() - began) / 1000 } };
  } catch (error) {
    outcome = outcomeOf(error);
    throw error;
  } finally {
    await cluster.close(outcome);
  }
}

/** @throws DiscoError `SCENARIO_INVALID` */
function unpacked(packed: Uint8Array): Scenario {
  let data: ScenarioData;
  try {
    data = unpackScenario(packed);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new DiscoError('SCENARIO_INVALID', `what was submitted cannot be read as a scenario: ${problem}`);
  }
  return Scenario.fromData(data);
}

/** @throws DiscoError `WORKER_UNREACHABLE`: whatever the reason, it is one of these hosts, and not of the run */
async function joined(options: JoinOptions): Promise<Cluster> {
  try {
    return await Cluster.join(options);
  } catch (error) {
    if (!(error instanceof DiscoError)) throw error;
    const message = `the workers of the run cannot be joined: ${error.message} [${error.code}]`;
    throw new DiscoError('WORKER_UNREACHABLE', message, {}, { cause: error });
  }
}

/** @throws DiscoError `WORKER_UNREACHABLE` if a host of several listens to itself alone */
function refuseOwnOnly(places: readonly RunPlace[]): void {
  if (new Set(places.map(({ host }) => host)).size < 2) return;
  const own = places.find(({ address }) => isLoopback(/^[a-z]+:\/\/\[?(.+?)\]?:\d+(\?|$)/.exec(address)?.[1] ?? ''));
  if (own === undefined) return;
  const message = `${own.host} listens at ${own.address}, where other hosts cannot reach it; start 'disco up' there with --listen grpc://${own.host}:0`;
  throw new DiscoError('WORKER_UNREACHABLE', message);
}
