import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InvalidInputError, shownValue, type Problem } from '@disco-engine/kernel';
import { TRANSPORT_KINDS, type HostKind } from '@disco-engine/transports';
import { systemClock, type Clock } from '@disco-engine/transports/clock';
import type { ModelRef } from '../worker/run-spec.js';
import { chosenTransport, type ChosenTransport, type TransportChoice } from './transport-choice.js';

export interface LaunchOptions {
  /** Number of workers. Default: the number of cores. */
  readonly workers?: number | undefined;
  /**
   * Default `shared-memory`. A custom transport is imported by each worker from its module, unless all workers are
   * objects in this process.
   */
  readonly transport?: TransportChoice | undefined;
  /**
   * Default: the first that the transport lists: objects for `in-process`, threads for `shared-memory`, processes for
   * `ws` and `grpc`.
   */
  readonly hosts?: HostKind | undefined;
  /** The module that defines the model, and the name under which it exports the class. Every worker loads it. */
  readonly model: { readonly module: URL | string; readonly export: string };
  /**
   * Milliseconds without a sign of life after which a worker counts as lost. Default 10,000. The end of a local worker
   * is noticed at once.
   */
  readonly lostAfter?: number | undefined;
  /**
   * Milliseconds without progress, while all workers wait, after which a run counts as stalled. Default: `lostAfter`
   * and 5,000 more, so that a broken connection between two workers has all of `lostAfter` to recover.
   */
  readonly stallAfter?: number | undefined;
  /** Node options for threads and processes. Default: those of this process. */
  readonly execArgv?: readonly string[] | undefined;
}

/** The same options, completed and checked. */
export interface LaunchPlan {
  readonly workers: number;
  readonly transport: ChosenTransport;
  readonly hosts: HostKind;
  readonly model: ModelRef;
  /** URL of the model's module. */
  readonly module: string;
  readonly patience: Patience;
  readonly execArgv: readonly string[] | undefined;
}

/** How long a cluster waits for something that may never come, in milliseconds. */
export interface Patience {
  readonly lostAfter: number;
  readonly stallAfter: number;
  /** Counts the milliseconds. */
  readonly clock: Clock;
}

/** @throws InvalidInputError `LAUNCH_INVALID`, listing all problems; errors of `importTransport` */
export async function planLaunch(options: LaunchOptions): Promise<LaunchPlan> {
  const { workers = availableParallelism(), model, execArgv } = options;
  const problems: Problem[] = [];
  const refuse = (message: string): void => void problems.push({ code: 'ARGUMENT_INVALID', message });
  if (!(Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS))
    refuse(`there are ${workers} workers; give a whole number from 1 to ${MOST_WORKERS}`);
  const transport = await chosenTransport(options.transport ?? 'shared-memory', refuse);
  const hosts = options.hosts ?? transport?.kind.hosts[0];
  if (transport !== undefined && hosts !== undefined) refuseUnfit(transport, hosts, refuse);
  const module = model.module instanceof URL ? model.module.href : urlOf(model.module);
  const patience = patienceOf(options, refuse);
  if (problems.length > 0 || transport === undefined || hosts === undefined)
    throw new InvalidInputError('LAUNCH_INVALID', 'the launch of the workers', problems);
  return {
    workers,
    transport,
    hosts,
    model: { module: moduleName(module), export: model.export },
    module,
    patience,
    execArgv,
  };
}

function refuseUnfit({ kind, module }: ChosenTransport, hosts: HostKind, refuse: (message: string) => void): void {
  const { name } = kind;
  if (!kind.hosts.includes(hosts))
    refuse(`transport '${name}' cannot connect workers with hosts '${hosts}'; it supports: ${kind.hosts.join(', ')}`);
  else if (hosts !== 'objects' && module === undefined && !TRANSPORT_KINDS.includes(kind))
    refuse(
      `transport '${name}' exists only in this process, so workers with hosts '${hosts}' cannot import it; ` +
        "give the URL of its module, or set its 'module' to import.meta.url",
    );
}

export function patienceOf(
  options: { readonly lostAfter?: number | undefined; readonly stallAfter?: number | undefined },
  refuse: (message: string) => void,
): Patience {
  const { lostAfter = 10_000 } = options;
  const { stallAfter = Math.min(lostAfter + TO_NOTICE_A_CUT, 2 ** 31 - 1) } = options;
  for (const [name, value] of Object.entries({ lostAfter, stallAfter }))
    if (!(value > 0 && value < 2 ** 31))
      refuse(`${name} is ${shownValue(value)}; give a number of milliseconds above 0 and below 2^31`);
  return { lostAfter, stallAfter, clock: systemClock };
}

/** The name by which a worker knows a module: its file name. */
export function moduleName(url: string): string {
  return url.startsWith('file:') ? basename(fileURLToPath(url)) : URL_SCHEME.test(url) ? url : basename(url);
}

/** A path is relative to the working directory, as on a command line; a URL stays as it is. */
function urlOf(module: string): string {
  return URL_SCHEME.test(module) ? module : pathToFileURL(module).href;
}

/**
 * Milliseconds. A session notices a silent cut after three heartbeats of a second, and only then begins to count
 * `lostAfter`; the rest allows for late timers.
 */
const TO_NOTICE_A_CUT = 5_000;
const URL_SCHEME = /^[a-z][a-z\d+-]+:/i;
const MOST_WORKERS = 1024;
