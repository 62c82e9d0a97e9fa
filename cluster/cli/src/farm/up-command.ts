import { hostname, availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Coordinator, LostMember } from '@disco-engine/coordinator';
import { leadFarm, serveFarm, type FarmModel, type RunModel } from '@disco-engine/coordinator/farm';
import type { ReplicationRecord } from '@disco-engine/experiments';
import type { DiscoError } from '@disco-engine/kernel';
import { replicationText } from '../experiment/replication-text.js';
import { Flags } from '../flags/flags.js';
import { readServed, type Served } from '../flags/http-flags.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { storeOf } from '../flags/store-flag.js';
import { readTrust } from '../flags/trust-flags.js';
import { loadModel } from '../loading/load-model.js';
import { measuring } from '../metrics/measuring.js';
import type { Metric } from '../metrics/metric.js';
import { print, printErrorLines } from '../terminal/print.js';
import { exitCodeOf } from '../terminal/signal-exit.js';
import { styled } from '../terminal/styled.js';
import type { PageLines } from '../watch/page-lines.js';
import { watching } from '../watch/watching.js';
import { readCoordinator, withCoordinator } from '../flags/coordinator-flag.js';
import { farmModel } from './farm-experiment.js';
import { FarmMetrics } from './farm-metrics.js';
import { FarmWatch } from './farm-watch.js';
import { readListen } from './listen-flag.js';
import { runModel } from './run-model.js';
import { PARTS, UP_FORM } from './up-spec.js';

/** Milliseconds for giving back what the workers do. */
const GIVE_BACK_WITHIN = 5_000;

interface Up {
  readonly models: readonly FarmModel[];
  readonly runs: readonly RunModel[];
  readonly workers: number;
  readonly name: string;
  readonly isLeading: boolean;
  readonly ttl: number | undefined;
  readonly served: Served;
}

/**
 * `disco up`: works for a farm until it is ended or drained.
 *
 * @returns the exit code
 */
export async function up(argv: readonly string[]): Promise<number> {
  const flags = new Flags(argv, UP_FORM);
  if (!flags.has('experiment') && !flags.has('model'))
    flags.refuse(
      'OPTION_MISSING',
      '--experiment and --model are missing; give what this host can run, as in --experiment experiment.ts',
    );
  if (flags.has('listen') && !flags.has('model'))
    flags.refuse(
      'OPTION_INVALID',
      '--listen is for runs of a model; give the models too, as in --model dist/model.js#Shop',
    );
  if (flags.has('model') && flags.text('only') === 'leader')
    flags.refuse(
      'OPTION_INVALID',
      '--only leader starts no workers, which would run the --model; leave out one of them',
    );
  const modules = await Promise.all(
    flags.texts('experiment').map((text) => readModuleFlag(flags, '--experiment', text, false)),
  );
  const classes = await Promise.all(flags.texts('model').map((text) => readModuleFlag(flags, '--model', text, true)));
  const url = readCoordinator(flags);
  const wanted = flags.number('workers', 1, true);
  const seconds = flags.number('ttl', 1, false);
  const only = flags.choice('only', PARTS);
  const trust = await readTrust(flags);
  const served = await readServed(flags, trust);
  const name = flags.text('name') ?? hostname();
  const listen = readListen(flags, trust);
  flags.throwIfAny();
  const models = await Promise.all(modules.map((module) => farmModel(module, storeOf(flags))));
  for (const one of classes) await loadModel(one);
  const runs = await Promise.all(classes.map((one) => runModel(one, { host: hostname(), listen, trust })));
  const most = Math.max(1, ...models.map(({ experiment }) => experiment.workers));
  const workers = wanted ?? Math.max(1, Math.floor(availableParallelism() / most));
  const settings: Up = {
    models,
    runs,
    workers: only === 'leader' ? 0 : workers,
    name,
    isLeading: only !== 'workers',
    ttl: seconds === undefined ? undefined : seconds * 1000,
    served,
  };
  // What the workers have computed is worth waiting for.
  return withCoordinator(url, (coordinator) => work(coordinator, settings), { patience: Infinity });
}

async function work(coordinator: Coordinator, settings: Up): Promise<number> {
  const { page, metrics } = settings.served;
  const watch = new FarmWatch(settings.name, coordinator);
  const figures = new FarmMetrics(settings.name);
  const read = async (): Promise<Metric[]> => figures.read(await watch.view());
  return watching(page, watch, 'the farm', () =>
    measuring(metrics, read, () => workUntilEnd(coordinator, settings, figures, watch.lines)),
  );
}

async function workUntilEnd(
  coordinator: Coordinator,
  { models, runs, workers, name, isLeading, ttl }: Up,
  figures: FarmMetrics,
  lines: PageLines,
): Promise<number> {
  const end = new AbortController();
  const { signal } = end;
  const onTrouble = (error: DiscoError): void => {
    figures.trouble(error);
    lines.told(`${error.code}: ${error.message}`);
    printErrorLines([[styled('caution', error.code), `: ${error.message}`]]);
  };
  const parties = Array.from({ length: workers }, (_, at) => {
    const member = `${name}/${at + 1}`;
    const onReplication = (record: ReplicationRecord): void => {
      figures.replicated(record);
      lines.told(replicationText(record), member);
    };
    return serveFarm(coordinator, { name: member, models, runs, ttl, signal, onReplication, onTrouble });
  });
  const onElected = (term: number): void => {
    figures.elected(term);
    lines.told(`leads, term ${term}`);
    print(`${name} leads, term ${term}\n`);
  };
  const onLost = (lost: LostMember): void => {
    lines.told(`lost ${lostText(lost)}`);
    printErrorLines([[styled('caution', 'lost'), ` ${lostText(lost)}`]]);
  };
  const leading = isLeading ? [leadFarm(coordinator, { name, models, signal, onElected, onLost, onTrouble })] : [];
  const what = [workers > 0 ? `${workers} ${workers === 1 ? 'worker' : 'workers'}` : [], isLeading ? 'a leader' : []];
  print(`disco up: ${what.flat().join(' and ')} as ${name}, of ${coordinator.name}\n`);
  try {
    // Whoever only leads has no workers that could be drained.
    const drained = workers > 0 ? Promise.all(parties).then(() => 'drained') : new Promise<string>(() => {});
    const failed = Promise.all(leading).then(() => new Promise<string>(() => {}));
    const reason = await Promise.race([interrupted(), drained, failed]);
    return reason === 'SIGINT' ? exitCodeOf(reason) : 0;
  } finally {
    end.abort();
    // If the coordinator is away, it learns by the end of the leases.
    await Promise.race([
      Promise.allSettled([...parties, ...leading]),
      setTimeout(GIVE_BACK_WITHIN, undefined, { ref: false }),
    ]);
  }
}

function lostText({ name, job }: LostMember): string {
  return `${name}${job === undefined ? '' : `; job ${job} goes on elsewhere`}`;
}

/** The first signal gives back what the workers do; the second one ends the process. */
function interrupted(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isEnding = false;
    const interrupt = (signal: NodeJS.Signals): void => {
      // Not left to the default: PID 1 of a container gets no signal that it has no handler for.
      if (isEnding) process.exit(exitCodeOf(signal));
      isEnding = true;
      resolve(signal);
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  });
}
