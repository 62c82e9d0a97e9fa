import { TRANSPORT_NAMES } from '@disco-engine/transports';
import type { CommandForm, CommandSpec, FlagGroup } from '../flags/flag-spec.js';
import { EXIT_CODES_OF_RUNS, GENERAL_WITH_JSON } from '../flags/general-flags.js';
import { Flags } from '../flags/flags.js';
import { PAGE_AND_METRICS, PAGE_AND_METRICS_ALONE } from '../flags/http-spec.js';
import { placementFlag } from '../flags/placement-spec.js';
import { RANKS } from '../flags/ranks-spec.js';
import { STORE_FLAG } from '../flags/store-flag.js';
import { TRUST } from '../flags/trust-spec.js';
import { COORDINATOR_FLAG, PRIORITY_FLAG } from '../flags/coordinator-flag.js';
import { FARM_MODEL_RUN_FORM } from './farm-run-spec.js';
import { MODEL_FLAGS, WARMUP_FLAG, WINDOW_FLAG } from './model-flags.js';

const STORE: FlagGroup = { title: 'Scenario store', flags: STORE_FLAG };

/** `disco run EXPERIMENT`. */
export const EXPERIMENT_FORM: CommandForm = {
  usage: 'EXPERIMENT [options]',
  called: 'a run of an experiment',
  instead: {
    until: 'an experiment states its duration',
    warmup: 'an experiment states its warm-up',
    scenario: 'an experiment states its scenario',
    seed: 'an experiment states its seed',
    parameters: 'an experiment states the parameters of its cases',
    replication: 'an experiment states its number of replications',
    antithetic: 'an experiment states whether it is antithetic',
    placement: 'an experiment states its placement',
  },
  arguments: [
    {
      name: 'EXPERIMENT',
      files: true,
      help:
        "a module, in JavaScript or TypeScript (types are not checked), that exports what 'defineExperiment' or " +
        "'defineOptimisation' returns, as default or by a name, as in FILE#NAME",
    },
  ],
  groups: [
    {
      title: 'An experiment',
      flags: {
        results: {
          value: 'FOLDER',
          example: 'results',
          files: true,
          help:
            'folder for the results (default: results); replications that it already has are kept and not run again, so the same ' +
            'command resumes after Ctrl-C or a crash',
        },
        cases: {
          value: 'FILE',
          example: 'cases.csv',
          files: true,
          help:
            'take the cases from a .csv or .tsv file, with a column for each parameter and a row for each case, or a .json file with a ' +
            'list of objects; an empty cell leaves the default; parameters that all cases of the experiment share stay',
        },
        workers: {
          value: 'N',
          example: '2',
          help: 'cores to use (default: all); the results do not depend on it',
        },
        shard: {
          value: 'I/N',
          example: '3/16',
          choices: ['env'],
          isOpen: true,
          help:
            'run only part I of N, while other processes, on any host, run the others into the same folder; env takes both from a ' +
            'SLURM job array, env/N takes I from there or from an Indexed Job of Kubernetes',
        },
        fresh: { help: 'start again, after moving existing results to older-0001 inside the folder' },
        keep: { help: 'resume although code, data or defaults have changed; the report marks the older results' },
        'portable-math': {
          help:
            'resume on a machine whose Math differs in the last bits; for models that call none of the functions of ' +
            "JavaScript's Math that may differ",
        },
      },
    },
    STORE,
    PAGE_AND_METRICS_ALONE,
    GENERAL_WITH_JSON,
  ],
};

/** `disco run --model … --scenario …`. */
export const ONE_RUN_FORM: CommandForm = {
  usage: '--model FILE#CLASS --scenario ID|FILE#NAME --until EPOCH [options]',
  called: 'a run with --model',
  arguments: [],
  groups: [
    {
      title: 'One run',
      flags: {
        ...MODEL_FLAGS,
        log: {
          value: 'FILE',
          example: 'log.parquet',
          choices: ['none'],
          isOpen: true,
          files: true,
          help:
            "write every record that nodes log to a .parquet or .csv file, which needs workers on this machine; 'none' drops the " +
            'summaries too',
        },
        ...WARMUP_FLAG,
      },
    },
    {
      title: 'Where one run takes place',
      flags: {
        workers: {
          value: 'N',
          example: '2',
          help: 'workers on this machine (default: one for each core), or threads of each process with --ranks (default: 1)',
        },
        transport: {
          value: 'KIND|FILE',
          example: 'ws',
          choices: TRANSPORT_NAMES,
          isOpen: true,
          files: true,
          help:
            `how workers exchange events: ${TRANSPORT_NAMES.join(', ')} (default: shared-memory), or a module that exports a ` +
            "transport of your own as 'transport', as in ./net.js; with --peers, the module that defines the scheme of their addresses",
        },
        ...placementFlag('round-robin'),
        ...WINDOW_FLAG,
        peers: {
          value: 'ADDRESS,…',
          example: 'grpc://host1:7001,grpc://host2:7001',
          help:
            "use workers started with 'disco worker' instead, at the addresses where they listen; they load the model from their " +
            'own file of the same name',
        },
        listen: {
          value: 'ADDRESS',
          example: 'grpc://host0:7001',
          help:
            'let threads of this process take part beside --peers, which reach it at this address; --workers sets ' +
            'their number, and they share memory',
        },
        'accept-code': {
          help: 'run the model that the workers of --peers or --ranks have, even if its code differs from the one here; all workers must have the same',
        },
        'lost-after': {
          value: 'MS',
          example: '10000',
          help: 'milliseconds without a sign of life after which a worker counts as lost (default: 10000)',
        },
        recover: {
          help:
            'when a worker is lost, start the run again, on a new worker on this machine or on the peers that ' +
            'still answer; at most five attempts',
        },
        'stall-after': {
          value: 'MS',
          example: '15000',
          help:
            'milliseconds after which the run ends if every worker waits for another and none makes progress (default: 5000 more ' +
            'than --lost-after, so that a broken connection has time to recover)',
        },
      },
    },
    PAGE_AND_METRICS,
    RANKS,
    STORE,
    TRUST,
    GENERAL_WITH_JSON,
  ],
};

/** `disco run EXPERIMENT --coordinator URL`. */
export const FARM_RUN_FORM: CommandForm = {
  usage: 'EXPERIMENT --coordinator URL [options]',
  called: 'a run on a farm',
  instead: {
    workers: "the workers are those that 'disco up' has started",
    fresh: 'name a new folder for the results',
    keep: 'name a new folder for the results',
    'portable-math': 'set portableMath in the experiment',
    cases: 'read them in the experiment, with readCases',
    watch: "open the page of 'disco up --watch'",
    metrics: "'disco up --metrics' has those of the farm",
  },
  arguments: [
    { name: 'EXPERIMENT', files: true, help: 'an experiment that the workers have as well, with the same code' },
  ],
  groups: [
    {
      title: 'An experiment on a farm',
      about: 'It submits the experiment, shows its progress, and fetches its results. Ctrl-C cancels it.',
      flags: {
        ...COORDINATOR_FLAG,
        ...PRIORITY_FLAG,
        results: {
          value: 'FOLDER',
          example: 'results',
          files: true,
          help: 'folder for the results, new or empty (default: results)',
        },
      },
    },
    STORE,
    GENERAL_WITH_JSON,
  ],
};

export const RUN_SPEC: CommandSpec = {
  forms: [EXPERIMENT_FORM, ONE_RUN_FORM, FARM_RUN_FORM, FARM_MODEL_RUN_FORM],
  about: 'Results do not depend on how many workers there are or where they run: the digest is the same.',
  examples: [
    { title: 'An experiment on two cores; run again, it resumes', command: 'disco run experiment.ts --workers 2' },
    {
      title: 'One run of a model on a scenario from a module',
      command: 'disco run --model dist/model.js#Shop --scenario dist/town.js#town --until 365 --workers 2',
    },
    {
      title: 'One run on two other machines, over mutual TLS',
      command:
        'disco run --model dist/model.js#Shop --scenario plant-2026 --until 365 --peers grpc://host1:7001,grpc://host2:7001 ' +
        '--tls-cert me.crt --tls-key me.key --tls-ca authority.crt',
    },
    {
      title: "An experiment on the workers that 'disco up' has started",
      command: 'disco run experiment.ts --coordinator postgres://me@db/disco',
    },
  ],
  exitCodes: EXIT_CODES_OF_RUNS,
};

/** The same, as messages to those who have a coordinator call it. */
export const RUN_WITHOUT_FARM_FORM: CommandForm = {
  ...ONE_RUN_FORM,
  called: 'a run with --model and without a coordinator',
};

/** Only the flag sends a run elsewhere: an environment variable must not do so unnoticed. */
export function isFarmRun(argv: readonly string[]): boolean {
  return argv.some((word) => /^--coordinator\b/.test(word));
}

/** A command line that names the file of an experiment is not for one run, unless it names a model too. */
export function isOneRun(argv: readonly string[], experiment = EXPERIMENT_FORM, run = ONE_RUN_FORM): boolean {
  if (argv.some((word) => /^--model\b/.test(word))) return true;
  return argv.some((word) => /^--(scenario|until)\b/.test(word)) && !new Flags(argv, experiment, [run]).argument(0);
}
