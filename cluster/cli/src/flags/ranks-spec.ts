import type { FlagGroup } from './flag-spec.js';

export const RANKS_FLAGS = {
  ranks: {
    value: 'I/N',
    example: '0/8',
    choices: ['env'],
    isOpen: true,
    help:
      'be process I of N, from 0, that a scheduler has started to share this run; env takes both from the tasks of srun, env/N takes I ' +
      'from an Indexed Job of Kubernetes',
  },
  'rank-addresses': {
    value: 'ADDRESS,…|FILE',
    example: 'grpc://host1:7700,grpc://host2:7700',
    files: true,
    help:
      'where each process listens, in the order of their numbers, or a file with one address per line (default: from ' +
      'the scheduler)',
  },
  'rank-hosts': {
    value: 'PATTERN',
    example: 'ring-{rank}.ring',
    help:
      'host names of the processes, one host each; with Kubernetes, the name of the pods followed by that of their ' +
      'service',
  },
  'rank-port': {
    value: 'PORT',
    example: '7700',
    help: 'first port that the processes of a host listen on; each takes two (default: 7700)',
  },
  'rank-wait': {
    value: 'MS',
    example: '120000',
    help: 'milliseconds within which all processes must have joined (default: 120000)',
  },
} as const;

export const RANKS: FlagGroup = {
  title: 'One run under a scheduler',
  about:
    'Give all processes the same command line. The first one prints the result, and all end with the same exit code.',
  flags: RANKS_FLAGS,
};
