import { basename, resolve } from 'node:path';
import {
  importTransport,
  MOST_THREADS,
  peerTrustProblems,
  readPeerAddress,
  type ScenarioKeeping,
  type StandingWorkerOptions,
} from '@disco-engine/cluster';
import { trustProblems } from '@disco-engine/transports/security';
import { Flags } from '../flags/flags.js';
import { readServed } from '../flags/http-flags.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { readTransportFlag } from '../flags/transport-flag.js';
import { readTrust } from '../flags/trust-flags.js';
import type { HttpPlace } from '../http/http-door.js';
import { LOG_FORMATS, LOG_LEVELS } from './log-choices.js';
import { workerLog } from './worker-log.js';
import { DRAIN_WITHIN, WORKER_FORM } from './worker-spec.js';

/** The options of `disco worker`. */
export interface WorkerCommandOptions {
  readonly standing: StandingWorkerOptions;
  /** Milliseconds that a run in progress has after SIGTERM. */
  readonly drainWithin: number;
  /** Where metrics are served; undefined for nowhere. */
  readonly metrics: HttpPlace | undefined;
}

/** @throws InvalidInputError `OPTIONS_INVALID` with everything that is wrong */
export async function readWorkerOptions(argv: readonly string[]): Promise<WorkerCommandOptions> {
  const flags = new Flags(argv, WORKER_FORM);
  const listen = flags.required('listen');
  flags.required('model');
  const trust = await readTrust(flags);
  const isSecure = ['tls-cert', 'tls-key', 'tls-ca'].every((name) => flags.has(name));
  const transport = await readTransportFlag(flags);
  if (typeof transport === 'string')
    flags.refuse(
      'VALUE_INVALID',
      `--transport is '${transport}', and --listen already chooses the transport; give a module, or leave it out`,
    );
  const module = transport instanceof URL ? transport.href : undefined;
  const custom = module === undefined ? undefined : await importTransport(module);
  // Without the requested transport, its addresses cannot be checked.
  const isReadable = listen !== '' && (module !== undefined || !flags.has('transport'));
  const address = isReadable ? readPeerAddress(listen, isSecure, flags.problems, custom) : undefined;
  // A file that cannot be used has been reported; its purpose is not reported as missing too.
  if (!flags.problems.some(({ code }) => UNUSABLE.has(code)))
    flags.problems.push(...trustProblems(trust), ...(address === undefined ? [] : peerTrustProblems(address, trust)));
  const threads = flags.number('threads', 1, true);
  if (threads !== undefined && threads > MOST_THREADS)
    flags.refuse('VALUE_INVALID', `--threads is ${threads}; it must be at most ${MOST_THREADS}`);
  const megabytes = flags.number('max-message', 1, true);
  if (megabytes !== undefined && megabytes > MOST_MEGABYTES)
    flags.refuse('VALUE_INVALID', `--max-message is ${megabytes}; it must be at most ${MOST_MEGABYTES}`);
  const maxLostAfter = flags.number('max-lost-after', 1, true);
  const maxBusy = flags.number('max-busy', 1, true);
  const drainWithin = flags.number('drain-within', 0, true) ?? DRAIN_WITHIN;
  const level = flags.choice('log-level', LOG_LEVELS) ?? 'info';
  const log = workerLog(level, flags.choice('log-format', LOG_FORMATS) ?? 'text');
  const { metrics } = await readServed(flags, trust);
  const modules: Record<string, string> = {};
  for (const text of flags.texts('model')) {
    const { path, url } = await readModuleFlag(flags, '--model', text, false);
    const name = basename(path);
    if (Object.hasOwn(modules, name))
      flags.refuse(
        'VALUE_INVALID',
        `--model ${text}: there is another module '${name}', and runs name modules by their file names; rename one`,
      );
    modules[name] = url;
  }
  const scenarios = readKeeping(flags);
  flags.throwIfAny();
  if (address === undefined) throw new TypeError('an address without problems is defined');
  const standing = {
    address,
    modules,
    transport: module,
    trust,
    threads,
    scenarios,
    maxMessageBytes: megabytes && megabytes * 2 ** 20,
    maxLostAfter,
    maxBusy,
    log,
  };
  return { standing, drainWithin, metrics };
}

function readKeeping(flags: Flags): ScenarioKeeping {
  const folder = flags.text('cache');
  const megabytes = flags.number('cache-size', 1, true);
  if (megabytes !== undefined && folder === undefined)
    flags.refuse('OPTION_INVALID', '--cache-size is the size of the folder of --cache; give that too');
  const mayRead = flags.texts('may-read').map((place) => (place.includes('://') ? place : resolve(place)));
  return { folder: folder && resolve(folder), folderBytes: megabytes && megabytes * 2 ** 20, mayRead };
}

/** Problems of the files for security, each reported with its flag. */
const UNUSABLE: ReadonlySet<string> = new Set(['FILE_UNREADABLE', 'TOKEN_EXPOSED', 'TLS_INVALID']);
/** The largest buffer of Node. */
const MOST_MEGABYTES = 2_047;
