import type { ArgumentSpec, CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { EXIT_CODES, GENERAL, GENERAL_WITH_JSON } from '../flags/general-flags.js';
import { STORE_FLAG } from '../flags/store-flag.js';
import { SUBMIT_RUN_FORM } from '../run/farm-run-spec.js';
import { COORDINATOR_FLAG, PRIORITY_FLAG } from '../flags/coordinator-flag.js';

const JOB: ArgumentSpec = { name: 'JOB', help: "a job that 'disco status' lists, or the first characters of its name" };

export const SUBMIT_FORM: CommandForm = {
  usage: 'EXPERIMENT [options]',
  arguments: [
    {
      name: 'EXPERIMENT',
      files: true,
      help: "a module that exports what 'defineExperiment' returns, as default or by a name, as in FILE#NAME",
    },
  ],
  groups: [{ title: 'Options', flags: { ...COORDINATOR_FLAG, ...PRIORITY_FLAG, ...STORE_FLAG } }, GENERAL_WITH_JSON],
};

export const SUBMIT_SPEC: CommandSpec = {
  forms: [SUBMIT_FORM, SUBMIT_RUN_FORM],
  about:
    'It prints the name of the job. This machine may then go away: the workers have the experiment or the model themselves.',
  examples: [
    {
      title: 'An experiment that goes before others',
      command: 'disco submit experiment.ts --priority 10 --coordinator postgres://me@db/disco',
    },
    {
      title: 'One run of a model, on four workers of any hosts',
      command: 'disco submit --model dist/model.js#Shop --scenario dist/town.js#town --until 365 --workers 4',
    },
    {
      title: 'To the coordinator in DISCO_COORDINATOR',
      command: 'disco submit plant.ts#winter',
    },
  ],
  exitCodes: EXIT_CODES,
};

export const STATUS_FORM: CommandForm = {
  usage: '[JOB] [options]',
  arguments: [{ ...JOB, isOptional: true }],
  groups: [
    {
      title: 'Options',
      flags: { ...COORDINATOR_FLAG, watch: { help: 'print again after each change, until all jobs have ended' } },
    },
    GENERAL_WITH_JSON,
  ],
};

export const STATUS_SPEC: CommandSpec = {
  forms: [STATUS_FORM],
  examples: [
    { title: 'All jobs', command: 'disco status' },
    { title: 'One job, until it has ended', command: 'disco status 5f0c --watch' },
  ],
  exitCodes: EXIT_CODES,
};

export const WORKERS_FORM: CommandForm = {
  usage: '[options]',
  arguments: [],
  groups: [{ title: 'Options', flags: COORDINATOR_FLAG }, GENERAL_WITH_JSON],
};

export const WORKERS_SPEC: CommandSpec = {
  forms: [WORKERS_FORM],
  examples: [
    { title: 'All workers, and the leader', command: 'disco workers' },
    { title: 'For a program', command: 'disco workers --json' },
  ],
  exitCodes: EXIT_CODES,
};

/** Commands with a job and nothing else. */
export const ORDER_FORM: CommandForm = {
  usage: 'JOB [options]',
  arguments: [JOB],
  groups: [{ title: 'Options', flags: COORDINATOR_FLAG }, GENERAL],
};

export const PAUSE_SPEC: CommandSpec = {
  forms: [ORDER_FORM],
  about: 'Running replications stop at their current epoch and keep their workers; no others start.',
  examples: [
    { title: 'A job', command: 'disco pause 5f0c' },
    { title: 'Of another coordinator', command: 'disco pause 5f0c --coordinator postgres://me@db/disco' },
  ],
  exitCodes: EXIT_CODES,
};

export const RESUME_SPEC: CommandSpec = {
  forms: [ORDER_FORM],
  examples: [
    { title: 'A job', command: 'disco resume 5f0c' },
    { title: 'Of another coordinator', command: 'disco resume 5f0c --coordinator postgres://me@db/disco' },
  ],
  exitCodes: EXIT_CODES,
};

export const CANCEL_SPEC: CommandSpec = {
  forms: [ORDER_FORM],
  about: 'Its results are discarded.',
  examples: [
    { title: 'A job', command: 'disco cancel 5f0c' },
    { title: 'Of another coordinator', command: 'disco cancel 5f0c --coordinator postgres://me@db/disco' },
  ],
  exitCodes: EXIT_CODES,
};

export const LOGS_FORM: CommandForm = {
  usage: 'JOB [options]',
  arguments: [JOB],
  groups: [{ title: 'Options', flags: COORDINATOR_FLAG }, GENERAL_WITH_JSON],
};

export const LOGS_SPEC: CommandSpec = {
  forms: [LOGS_FORM],
  about: 'For each part, it prints the replications, attempts, workers and errors. A run with --model is one part.',
  examples: [
    { title: 'A job', command: 'disco logs 5f0c' },
    { title: 'For a program', command: 'disco logs 5f0c --json' },
  ],
  exitCodes: EXIT_CODES,
};

export const FETCH_FORM: CommandForm = {
  usage: 'JOB [options]',
  arguments: [JOB],
  groups: [
    {
      title: 'Options',
      flags: {
        results: {
          value: 'FOLDER',
          example: 'results',
          files: true,
          help: 'folder for the results, new or empty (default: results)',
        },
        ...COORDINATOR_FLAG,
      },
    },
    GENERAL_WITH_JSON,
  ],
};

export const FETCH_SPEC: CommandSpec = {
  forms: [FETCH_FORM],
  about:
    "The folder is the same as that of 'disco run' on one machine, so that results, report, replay and diff work on it. " +
    'The result of a run with --model is printed instead.',
  examples: [
    { title: 'The results of a job', command: 'disco fetch 5f0c --results results' },
    { title: 'Into the folder results', command: 'disco fetch 5f0c' },
  ],
  exitCodes: EXIT_CODES,
};

export const DRAIN_FORM: CommandForm = {
  usage: 'HOST [options]',
  arguments: [{ name: 'HOST', help: "a host that 'disco workers' lists, or one of its workers, as in HOST/1" }],
  groups: [{ title: 'Options', flags: COORDINATOR_FLAG }, GENERAL],
};

export const DRAIN_SPEC: CommandSpec = {
  forms: [DRAIN_FORM],
  about:
    "The workers finish what they are doing and take no more jobs. When all have finished, 'disco up' ends on that " +
    'host.',
  examples: [
    { title: 'A host, before it is switched off', command: 'disco drain host-a' },
    { title: 'One of its workers', command: 'disco drain host-a/2' },
  ],
  exitCodes: EXIT_CODES,
};

export const GC_FORM: CommandForm = {
  usage: '[options]',
  arguments: [],
  groups: [
    {
      title: 'Options',
      flags: {
        'older-than': {
          value: 'DAYS',
          example: '30',
          help: 'least age in days, since a job ended or an artefact was stored (default: 30)',
        },
        ...COORDINATOR_FLAG,
      },
    },
    GENERAL,
  ],
};

export const GC_SPEC: CommandSpec = {
  forms: [GC_FORM],
  about: 'Removes old jobs that have ended, with their results, and old artefacts that no job or result needs.',
  examples: [
    { title: 'Remove what is older than a week', command: 'disco gc --older-than 7' },
    { title: 'Remove what is older than 30 days', command: 'disco gc' },
  ],
  exitCodes: EXIT_CODES,
};

export const ROLES_FORM: CommandForm = { usage: '[options]', arguments: [], groups: [GENERAL] };

export const ROLES_SPEC: CommandSpec = {
  forms: [ROLES_FORM],
  about:
    'The roles are disco_submitter, disco_worker and disco_leader. Run the SQL in a database that a coordinator ' +
    'has used, as a user who may create roles, and grant the roles to the users of the database.',
  examples: [
    { title: 'The SQL, to be piped into psql', command: 'disco roles' },
    { title: 'What it is for', command: 'disco roles --help' },
  ],
  exitCodes: EXIT_CODES,
};
