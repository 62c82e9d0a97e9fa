import type { FlagGroup } from './flag-spec.js';

const TRUST_FLAGS = {
  'token-file': {
    value: 'FILE',
    example: 'token.txt',
    files: true,
    help:
      "a secret, such as 'disco token FILE' makes, in a file that only you can read and change (chmod 600); both sides prove " +
      'that they know it, and it is never sent',
  },
  'tls-cert': { value: 'FILE', example: 'worker.crt', files: true, help: 'certificate for mutual TLS, in PEM' },
  'tls-key': { value: 'FILE', example: 'worker.key', files: true, help: 'its private key, in PEM' },
  'tls-ca': {
    value: 'FILE',
    example: 'authority.crt',
    files: true,
    help: 'authority that signed the certificates of both sides, in PEM',
  },
  'allow-plaintext': { help: 'allow a token without TLS beyond this machine, on a network that you trust' },
} as const;

export type TrustFlag = keyof typeof TRUST_FLAGS;

export const TRUST: FlagGroup = {
  title: 'Security',
  about: 'The same for all workers and launchers. Beyond Unix sockets, a token or mutual TLS is mandatory.',
  flags: TRUST_FLAGS,
};
