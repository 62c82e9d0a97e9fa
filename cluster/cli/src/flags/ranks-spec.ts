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
    help: 'where each process listens, in their order, or a file with an address in each line (default: as the scheduler tells)',
  },
  'rank-hosts': {
    value: 'PATTERN',
    example: 'ring-{rank}.ring',
    help: "names of the processes' hosts, each with a host of its own; with Kubernetes, that of the pods with that of their service",
  },
  'rank-port': {
    value: 'PORT',
    example: '7700',
    help: 'first of the ports that the processes of a host listen at, two for each (default: 7700)',
  },
  'rank-wait': {
    value: 'MS',
    example: '120000',
    help: 'milliseconds in which all processes must have come (default: 120000)',
  },
} as const;

export const RANKS: FlagGroup = {
  title: 'One run under a scheduler',
  about:
    'The same command line for all processes. The first one prints the result, and all end with the same exit code.',
  flags: RANKS_FLAGS,
};
