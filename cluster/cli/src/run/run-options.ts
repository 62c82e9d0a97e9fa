import { resolve } from 'node:path';
import type { RunSettings } from '@disco-engine/sdk';
import type { RunLogOptions, TransportName } from '@disco-engine/cluster';
import type { TrustOptions } from '@disco-engine/transports/security';
import { Flags } from '../flags/flags.js';
import { readServed, type Served } from '../flags/http-flags.js';
import { readModuleFlag, type ModuleFlag } from '../flags/module-flag.js';
import { readRanks, type Ranks } from '../flags/ranks-flag.js';
import { readScenarioFlag, type ScenarioFlag } from '../flags/scenario-flag.js';
import { readTransportFlag } from '../flags/transport-flag.js';
import { readTrust } from '../flags/trust-flags.js';
import { readSettings } from './run-settings.js';
import { EXPERIMENT_FORM, ONE_RUN_FORM } from './run-spec.js';

/** The options of `disco run --model …`. */
export interface RunCommandOptions {
  readonly model: ModuleFlag;
  readonly scenario: ScenarioFlag;
  readonly until: number;
  readonly settings: RunSettings;
  readonly log: RunLogOptions | undefined;
  readonly workers: number | undefined;
  readonly transport: TransportName | URL | undefined;
  readonly peers: readonly string[];
  /** Where the peers reach the workers of this process; undefined if it has none. */
  readonly listen: string | undefined;
  /** Whether workers may have another model than the launcher. */
  readonly acceptsCode: boolean;
  readonly lostAfter: number | undefined;
  /** Whether to begin again when a worker is lost. */
  readonly recovers: boolean;
  readonly stallAfter: number | undefined;
  readonly served: Served;
  /** The place of this process among those that a scheduler has started for the run. */
  readonly ranks: Ranks | undefined;
  readonly trust: TrustOptions;
  readonly json: boolean;
}

/** @throws InvalidInputError `OPTIONS_INVALID` with everything that is wrong */
export async function readRunOptions(argv: readonly string[]): Promise<RunCommandOptions> {
  const flags = new Flags(argv, ONE_RUN_FORM, [EXPERIMENT_FORM]);
  const model = await readModuleFlag(flags, '--model', flags.required('model'), true);
  const scenario = await readScenarioFlag(flags, '--scenario', flags.required('scenario'), true);
  flags.required('until');
  const peers = (flags.text('peers') ?? '').split(',').filter((peer) => peer !== '');
  const ranks = await readRanks(flags);
  const transport = await readTransportFlag(flags);
  const keepsFile = flags.has('log') && flags.text('log') !== 'none';
  // The addresses of peers imply the transport, except that a module has to define the schemes of its own.
  const local = [
    ...(flags.has('listen') ? [] : ['workers']),
    ...(transport instanceof URL ? [] : ['transport']),
    ...(keepsFile ? ['log'] : []),
  ];
  for (const name of local)
    if (peers.length > 0 && flags.has(name))
      flags.refuse(
        'OPTION_INVALID',
        `--${name} is for workers on this machine, and --peers names others; give only one`,
      );
  if (flags.has('accept-code') && peers.length === 0 && !flags.has('ranks'))
    flags.refuse(
      'OPTION_INVALID',
      '--accept-code is for workers of --peers or --ranks; give one of them, or leave it out',
    );
  if (flags.has('listen') && peers.length === 0)
    flags.refuse('OPTION_INVALID', '--listen is for a run with --peers, which reach this process there; give both');
  if (flags.has('ranks') && keepsFile)
    flags.refuse(
      'OPTION_INVALID',
      '--log FILE is for workers on this machine, and --ranks may name others; leave out one of them',
    );
  const until = flags.number('until', 0, false);
  const trust = await readTrust(flags);
  const options: RunCommandOptions = {
    model,
    scenario,
    until: until ?? 0,
    settings: await readSettings(flags),
    log: readLog(flags, until),
    workers: flags.number('workers', 1, true),
    transport,
    peers,
    listen: flags.text('listen'),
    ranks,
    acceptsCode: flags.has('accept-code'),
    lostAfter: flags.number('lost-after', 1, true),
    recovers: flags.has('recover'),
    stallAfter: flags.number('stall-after', 1, true),
    served: await readServed(flags, trust),
    trust,
    json: flags.has('json'),
  };
  flags.throwIfAny();
  return options;
}

function readLog(flags: Flags, until: number | undefined): RunLogOptions | undefined {
  const file = flags.text('log');
  const warmup = flags.number('warmup', 0, false);
  if (file === 'none') {
    if (warmup !== undefined)
      flags.refuse('OPTION_INVALID', '--warmup is for the log, and --log none logs nothing; leave out one of them');
    return undefined;
  }
  if (warmup !== undefined && until !== undefined && warmup > 0 && warmup >= until)
    flags.refuse(
      'VALUE_INVALID',
      `--warmup is ${warmup}, and the run ends before epoch ${until}; it must be less than --until`,
    );
  if (file !== undefined && !/\.(parquet|csv)$/i.test(file))
    flags.refuse('VALUE_INVALID', `--log is '${file}'; it must end in .parquet or .csv, or be 'none' to log nothing`);
  return { file: file === undefined ? undefined : resolve(file), warmup };
}
