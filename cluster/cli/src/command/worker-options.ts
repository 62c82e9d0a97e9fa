import { basename } from 'node:path';
import {
  importTransport,
  readPeerAddress,
  type PeerAddress,
  trustProblem,
  type Trust,
  type ModelModules,
} from '@disco-engine/cluster';
import { Flags } from './flags.js';
import { readModuleFlag } from './module-flag.js';
import { readTransportFlag } from './transport-flag.js';
import { readTrust, TRUST_FLAGS } from './trust-flags.js';

/** What `disco worker` was asked for. */
export interface WorkerCommandOptions {
  readonly address: PeerAddress;
  readonly modules: ModelModules;
  /** URL of the module of a transport of the user's own. */
  readonly transport: string | undefined;
  readonly trust: Trust;
}

const FLAGS = {
  listen: 'grpc://0.0.0.0:7001',
  model: 'dist/model.js',
  transport: './net.js',
  debug: undefined,
  ...TRUST_FLAGS,
} as const;

/** @throws InvalidInputError `OPTIONS_INVALID` with everything that is wrong */
export async function readWorkerOptions(argv: readonly string[]): Promise<WorkerCommandOptions> {
  const flags = new Flags(argv, FLAGS);
  const listen = flags.required('listen');
  flags.required('model');
  const trust = await readTrust(flags);
  const isSecure = ['tls-cert', 'tls-key', 'tls-ca'].every((name) => flags.has(name));
  const transport = await readTransportFlag(flags);
  if (typeof transport === 'string')
    flags.refuse(
      'VALUE_INVALID',
      `--transport is '${transport}', which --listen says already; give a module, or leave it out`,
    );
  const module = transport instanceof URL ? transport.href : undefined;
  const custom = module === undefined ? undefined : await importTransport(module);
  // Without the transport that was asked for, nothing can be said about an address of its.
  const isReadable = listen !== '' && (module !== undefined || !flags.has('transport'));
  const address = isReadable ? readPeerAddress(listen, isSecure, flags.problems, custom) : undefined;
  // Where a file cannot be read, what it is for is not missing besides.
  const problem =
    address && flags.problems.every(({ code }) => code !== 'FILE_UNREADABLE') && trustProblem(address.listen, trust);
  if (problem) flags.problems.push(problem);
  const modules: Record<string, string> = {};
  for (const text of flags.texts('model')) {
    const { path, url } = await readModuleFlag(flags, 'model', text, false);
    const name = basename(path);
    if (Object.hasOwn(modules, name))
      flags.refuse(
        'VALUE_INVALID',
        `--model ${text}: there is another module '${name}'; runs name a module by its file name`,
      );
    modules[name] = url;
  }
  flags.throwIfAny();
  if (address === undefined) throw new TypeError('an address without problems is there');
  return { address, modules, transport: module, trust };
}
