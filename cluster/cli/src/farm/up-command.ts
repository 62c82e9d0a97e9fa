import { hostname, availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Coordinator } from '@disco-engine/coordinator';
import { leadFarm, serveFarm, type FarmModel } from '@disco-engine/coordinator/farm';
import type { DiscoError } from '@disco-engine/kernel';
import { Flags } from '../flags/flags.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { storeOf } from '../flags/store-flag.js';
import { print, printErrorLines } from '../terminal/print.js';
import { exitCodeOf } from '../terminal/signal-exit.js';
import { styled } from '../terminal/styled.js';
import { readCoordinator, withCoordinator } from '../flags/coordinator-flag.js';
import { farmModel } from './farm-experiment.js';
import { PARTS, UP_FORM } from './up-spec.js';

/** Milliseconds for giving back what the workers do. */
const GIVE_BACK_WITHIN = 5_000;

interface Up {
  readonly models: readonly FarmModel[];
  readonly workers: number;
  readonly name: string;
  readonly isLeading: boolean;
  readonly ttl: number | undefined;
}

/**
 * `disco up`: works for a farm until it is ended or drained.
 *
 * @returns the exit code
 */
export async function up(argv: readonly string[]): Promise<number> {
  const flags = new Flags(argv, UP_FORM);
  flags.required('experiment');
  const modules = await Promise.all(
    flags.texts('experiment').map((text) => readModuleFlag(flags, '--experiment', text, false)),
  );
  const url = readCoordinator(flags);
  const wanted = flags.number('workers', 1, true);
  const seconds = flags.number('ttl', 1, false);
  const only = flags.choice('only', PARTS);
  flags.throwIfAny();
  const models = await Promise.all(modules.map((module) => farmModel(module, storeOf(flags))));
  const most = Math.max(...models.map(({ experiment }) => experiment.workers));
  const workers = wanted ?? Math.max(1, Math.floor(availableParallelism() / most));
  const settings: Up = {
    models,
    workers: only === 'leader' ? 0 : workers,
    name: flags.text('name') ?? hostname(),
    isLeading: only !== 'workers',
    ttl: seconds === undefined ? undefined : seconds * 1000,
  };
  // What the workers have computed is worth waiting for.
  return withCoordinator(url, (coordinator) => work(coordinator, settings), { patience: Infinity });
}

async function work(coordinator: Coordinator, { models, workers, name, isLeading, ttl }: Up): Promise<number> {
  const end = new AbortController();
  const { signal } = end;
  const parties = Array.from({ length: workers }, (_, at) =>
    serveFarm(coordinator, { name: `${name}/${at + 1}`, models, ttl, signal, onTrouble }),
  );
  const leading = isLeading ? [lead(coordinator, name, models, signal)] : [];
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

function lead(
  coordinator: Coordinator,
  name: string,
  models: readonly FarmModel[],
  signal: AbortSignal,
): Promise<void> {
  const onElected = (term: number): void => print(`${name} leads, term ${term}\n`);
  const onLost = (member: { readonly name: string; readonly job: string | undefined }): void =>
    printErrorLines([
      [
        styled('caution', 'lost'),
        ` ${member.name}${member.job === undefined ? '' : `; job ${member.job} goes on elsewhere`}`,
      ],
    ]);
  return leadFarm(coordinator, { name, models, signal, onElected, onLost, onTrouble });
}

function onTrouble({ code, message }: DiscoError): void {
  printErrorLines([[styled('caution', code), `: ${message}`]]);
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
