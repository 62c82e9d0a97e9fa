import { readFile } from 'node:fs/promises';
import type { Trust } from '@disco-engine/cluster';
import type { Flags } from './flags.js';

export const TRUST_FLAGS = {
  'tls-cert': 'worker.crt',
  'tls-key': 'worker.key',
  'tls-ca': 'authority.crt',
  'token-file': 'token.txt',
  'allow-plaintext': undefined,
} as const;

export const TRUST_USAGE = `Trust, the same for all workers and launchers. Beyond Unix sockets one of the two is needed:
  --token-file F      a file with a secret of 16 characters or more. It is proved on both sides, never sent.
  --tls-cert F, --tls-key F, --tls-ca F
                      PEM files for mutual TLS: both sides show a certificate that the authority has signed
  --allow-plaintext   lets a token do without TLS beyond this machine, in a network that you trust
`;

/** Reads the files that the flags name; what cannot be read goes to the problems of the flags. */
export async function readTrust(flags: Flags): Promise<Trust> {
  const read = async (name: keyof typeof TRUST_FLAGS): Promise<string | undefined> => {
    const path = flags.text(name);
    if (path === undefined) return undefined;
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      flags.refuse('FILE_UNREADABLE', `--${name}: ${path} cannot be read: ${reason}`);
      return undefined;
    }
  };
  const [cert, key, ca, token] = await Promise.all([
    read('tls-cert'),
    read('tls-key'),
    read('tls-ca'),
    read('token-file'),
  ]);
  const given = ['tls-cert', 'tls-key', 'tls-ca'].filter((name) => flags.has(name));
  if (given.length > 0 && given.length < 3)
    flags.refuse(
      'OPTION_MISSING',
      `--${given.join(' and --')} alone make no mutual TLS; give --tls-cert, --tls-key and --tls-ca`,
    );
  const tls = cert !== undefined && key !== undefined && ca !== undefined ? { cert, key, ca } : undefined;
  return {
    ...(token === undefined ? {} : { token: token.trim() }),
    ...(tls === undefined ? {} : { tls }),
    allowPlaintext: flags.has('allow-plaintext'),
  };
}
