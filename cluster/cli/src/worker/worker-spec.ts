import type { CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { GENERAL } from '../flags/general-flags.js';
import { METRICS } from '../flags/http-spec.js';
import { TRUST } from '../flags/trust-spec.js';
import { LOG_FORMATS, LOG_LEVELS } from './log-choices.js';

/** Milliseconds; Kubernetes gives a process 30 seconds by default. */
export const DRAIN_WITHIN = 25_000;

export const WORKER_FORM: CommandForm = {
  usage: '--listen ADDRESS --model FILE [--model FILE …] [options]',
  arguments: [],
  groups: [
    {
      title: 'Options',
      flags: {
        listen: {
          value: 'ADDRESS',
          example: 'grpc://0.0.0.0:7001',
          help:
            'where launchers and other workers reach this one: grpc://HOST:PORT, ws://HOST:PORT, grpc+unix:/PATH or ws+unix:/PATH; ' +
            'port 0 takes any free one',
        },
        model: {
          value: 'FILE',
          example: 'dist/model.js',
          repeats: true,
          files: true,
          help:
            'a module that runs may load, by its file name; nothing else is ever loaded. Repeat it for more modules; their file ' +
            'names must differ',
        },
        threads: {
          value: 'N',
          example: '4',
          help:
            'threads of the process that take part in runs, each as a worker with two ports of its own; those in one run share ' +
            'memory. The address of the process stands for all of them (default: 1)',
        },
        transport: {
          value: 'FILE',
          example: './net.js',
          files: true,
          help: 'a module with a transport of your own, as in ./net.js, for addresses with its scheme',
        },
        'max-message': {
          value: 'MIB',
          example: '256',
          help: 'largest scenario that a launcher may send, in MiB (default: 256)',
        },
        'max-lost-after': {
          value: 'MS',
          example: '60000',
          help: 'longest time in milliseconds that a launcher may be silent and keep the worker, whatever its --lost-after (default: 60000)',
        },
        'max-busy': {
          value: 'MS',
          example: '10000',
          help:
            'longest time in milliseconds that a handler may run on after the launcher of its run is gone; its ' +
            'thread is then ended and replaced (default: 10000)',
        },
        'drain-within': {
          value: 'MS',
          example: '25000',
          help: `milliseconds that a run in progress gets to finish after SIGTERM (default: ${DRAIN_WITHIN})`,
        },
      },
    },
    {
      title: 'Scenarios',
      about:
        'A launcher names its scenario by its hash, and sends it only to a worker that lacks it. A worker keeps the latest ones in memory.',
      flags: {
        cache: {
          value: 'FOLDER',
          example: '/var/cache/disco',
          files: true,
          help: 'keep them in this folder as well, which several workers may share (default: no folder)',
        },
        'cache-size': { value: 'MIB', example: '4096', help: 'maximum size of that folder, in MiB (default: 4096)' },
        'may-read': {
          value: 'FOLDER|URL',
          example: '/shared/scenarios',
          repeats: true,
          files: true,
          help:
            'read a scenario from a store below this folder, or from this database, instead of having it sent, if ' +
            'the launcher has it from there; the hash must match. Repeat it for more (default: none)',
        },
      },
    },
    TRUST,
    {
      title: 'Log',
      about: 'What the worker does goes to stderr, one line for each event.',
      flags: {
        'log-level': {
          value: 'LEVEL',
          example: 'warn',
          choices: LOG_LEVELS,
          help: 'the least important events to log: error, warn, info or debug (default: info)',
        },
        'log-format': {
          value: 'FORMAT',
          example: 'json',
          choices: LOG_FORMATS,
          help: 'text for people, or json for programs, one object on each line (default: text)',
        },
      },
    },
    METRICS,
    GENERAL,
  ],
};

export const WORKER_SPEC: CommandSpec = {
  forms: [WORKER_FORM],
  about:
    'It serves one run after another until Ctrl-C or SIGTERM ends it. Once it listens, it prints the address to ' +
    "give to --peers of 'disco run'. What it does is logged to stderr.",
  examples: [
    {
      title: 'A worker on a network, with mutual TLS',
      command:
        'disco worker --listen grpc://0.0.0.0:7001 --model dist/model.js --tls-cert w.crt --tls-key w.key --tls-ca authority.crt',
    },
    {
      title: 'Four workers in one process, which share memory',
      command:
        'disco worker --listen grpc://0.0.0.0:7001 --threads 4 --model dist/model.js --token-file token.txt --allow-plaintext',
    },
    {
      title: 'A worker with a token, for this machine only',
      command: 'disco worker --listen ws://127.0.0.1:7001 --model dist/model.js --token-file token.txt',
    },
    {
      title: 'A worker on a Unix socket, which needs neither',
      command: 'disco worker --listen ws+unix:/run/disco/0.sock --model dist/model.js',
    },
  ],
  notes: [
    {
      title: 'Ports',
      text:
        'Launchers send commands over a second port, the next one: with 7001, open 7002 as well. To choose another, write ' +
        "grpc://0.0.0.0:7001?control=7010, here and in --peers. For a Unix socket, '.control' is appended to the path. " +
        'With several --threads, each takes the next two ports (7003 and 7004 for the second), or a path with its number.',
    },
    {
      title: 'The end',
      text:
        'After SIGTERM, the worker admits no more launchers, gives the run in progress --drain-within to finish, ' +
        'and then ends. Ctrl-C, or a ' +
        'second SIGTERM, ends the run and the worker within 5 seconds.',
    },
  ],
  exitCodes: {
    0: 'ended by SIGTERM',
    1: 'failed',
    2: 'invalid command line or input',
    130: 'ended by Ctrl-C',
    143: 'ended by a second SIGTERM',
  },
};
