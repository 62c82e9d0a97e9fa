import type { FlagGroup, FlagTable } from './flag-spec.js';
import { TRUST } from './trust-spec.js';

const WATCH_FLAGS = {
  watch: { help: 'serve a page to watch it and to give orders, to this machine only; its address is printed' },
  'watch-port': {
    value: 'PORT|HOST:PORT',
    example: '8080',
    help:
      'port of that page (default: any that is free); with a host, as in 0.0.0.0:8080, others can open it too, which needs mutual TLS or ' +
      '--allow-plaintext',
  },
} as const satisfies FlagTable;

const METRICS_FLAG = {
  metrics: {
    value: 'PORT|HOST:PORT',
    example: '9464',
    help:
      'serve metrics in the Prometheus format at http://127.0.0.1:PORT/metrics, to this machine only; with a host, as in ' +
      '0.0.0.0:9464, to others too, which needs mutual TLS, or --http-token-file and --allow-plaintext',
  },
} as const satisfies FlagTable;

export const HTTP_TOKEN_FLAG = {
  'http-token-file': {
    value: 'FILE',
    example: 'http-token.txt',
    files: true,
    help:
      "a secret, such as 'disco token FILE' makes, in a file that only you can read: metrics are for those who send it as a bearer " +
      'token. Not the one of --token-file, because this one is sent',
  },
} as const satisfies FlagTable;

const ABOUT = 'Nothing is collected unless the page is open or metrics are scraped.';

/** For a command that has the flags for the trust between workers anyway. */
export const METRICS: FlagGroup = {
  title: 'Metrics',
  flags: { ...METRICS_FLAG, ...HTTP_TOKEN_FLAG },
  about: 'Nothing is collected unless metrics are scraped.',
};

export const PAGE_AND_METRICS: FlagGroup = {
  title: 'A page to watch, and metrics',
  flags: { ...WATCH_FLAGS, ...METRICS.flags },
  about:
    `${ABOUT} The address of the page ends in the token of --http-token-file, if that is given: whoever may read the metrics may then ` +
    'open the page and give its orders.',
};

const { 'token-file': _, ...certificates } = TRUST.flags;

/** For a command that has no other connections. */
export const PAGE_AND_METRICS_ALONE: FlagGroup = {
  ...PAGE_AND_METRICS,
  flags: { ...PAGE_AND_METRICS.flags, ...certificates },
};
