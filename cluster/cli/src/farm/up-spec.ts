import type { CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { EXIT_CODES_OF_RUNS, GENERAL } from '../flags/general-flags.js';
import { STORE_FLAG } from '../flags/store-flag.js';
import { PAGE_AND_METRICS_ALONE } from '../flags/http-spec.js';
import { COORDINATOR_FLAG } from '../flags/coordinator-flag.js';

export const PARTS = ['workers', 'leader'] as const;

export const UP_FORM: CommandForm = {
  usage: '--experiment FILE | --model FILE#CLASS … [options]',
  arguments: [],
  groups: [
    {
      title: 'Options',
      flags: {
        experiment: {
          value: 'FILE',
          example: 'experiment.ts',
          repeats: true,
          files: true,
          help:
            'an experiment that this host can run, as default export or as in FILE#NAME. Jobs name it by its file name, and require the ' +
            'same code; nothing else is ever loaded. Repeat it for more experiments',
        },
        model: {
          value: 'FILE#CLASS',
          example: 'dist/model.js#Shop',
          repeats: true,
          files: true,
          help: 'a model that this host can run once, alone or together with others; as with experiments, the code must be the same',
        },
        ...COORDINATOR_FLAG,
        workers: {
          value: 'N',
          example: '4',
          help: 'number of replications, or workers of runs, that this host has at once (default: as many as the cores allow)',
        },
        listen: {
          value: 'ADDRESS',
          example: 'grpc://host-a:0',
          help:
            'where the workers of other hosts reach those of this one in a run (default: grpc://127.0.0.1:0, this host alone); port 0 takes ' +
            'free ports, another one allows one run at a time; beyond this machine it needs mutual TLS or --allow-plaintext',
        },
        name: { value: 'NAME', example: 'host-a', help: 'name of this host in lists (default: that of the machine)' },
        only: {
          value: 'PART',
          example: 'workers',
          choices: PARTS,
          help: 'start only workers, or only a leader (default: both; of all leaders, one leads and the others wait)',
        },
        ttl: {
          value: 'SECONDS',
          example: '15',
          help: 'seconds without a sign of life after which a worker counts as lost (default: 15)',
        },
        ...STORE_FLAG,
      },
    },
    PAGE_AND_METRICS_ALONE,
    GENERAL,
  ],
};

export const UP_SPEC: CommandSpec = {
  forms: [UP_FORM],
  about: "It runs until Ctrl-C, SIGTERM or 'disco drain'. Other workers take over unfinished replications.",
  examples: [
    {
      title: 'Workers and a leader on this host',
      command: 'disco up --experiment experiment.ts --coordinator postgres://farm@db/disco',
    },
    {
      title: 'Two workers that are never elected',
      command:
        'disco up --experiment experiment.ts --workers 2 --only workers --coordinator postgres://worker@db/disco',
    },
    {
      title: 'Workers for runs on several hosts',
      command:
        'disco up --model dist/model.js#Shop --listen grpc://host-a:0 --tls-cert a.crt --tls-key a.key --tls-ca authority.crt ' +
        '--coordinator postgres://farm@db/disco',
    },
  ],
  notes: [
    {
      title: 'The page',
      text: 'Anyone with the address of the page can pause, resume and cancel every job, as far as the database role of this command allows.',
    },
  ],
  exitCodes: EXIT_CODES_OF_RUNS,
};
