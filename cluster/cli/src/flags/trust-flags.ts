import { readFile } from 'node:fs/promises';
import { DiscoError } from '@disco-engine/kernel';
import { readTokenFile, tlsFaults, type TrustOptions } from '@disco-engine/transports/security';
import type { Flags } from './flags.js';

export const TRUST_FLAGS = {
  'tls-cert': 'worker.crt',
  'tls-key': 'worker.key',
  'tls-ca': 'authority.crt',
  'token-file': 'token.txt',
  'allow-plaintext': undefined,
} as const;

export const TRUST_USAGE = `Trust, the same for all workers and launchers. Beyond Unix sockets one of the two is needed:
  --token-file F      a file with a secret of at least 16 bytes, such as from 'openssl rand -hex 32', that only you
                      can read (chmod 600). It is proved on both sides, never sent.
  --tls-cert F, --tls-key F, --tls-ca F
                      PEM files for mutual TLS: both sides show a certificate that the authority has signed
  --allow-plaintext   lets a token do without TLS beyond this machine, in a network that you trust
`;

/** Reads the files that the flags name; what cannot be read goes to the problems of the flags. */
export async function readTrust(flags: Flags): Promise<TrustOptions> {
  const read = async (name: keyof typeof TRUST_FLAGS): Promise<string | undefined> => {
    const path = flags.text(name);
    if (path === undefined) return undefined;
    try {
      return await (name === 'token-file' ? readTokenFile(path) : readFile(path, 'utf8'));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof DiscoError) flags.refuse(error.code, `--${name}: ${reason}`);
      else flags.refuse('FILE_UNREADABLE', `--${name}: ${path} cannot be read: ${reason}`);
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
  for (const { part, why } of tls === undefined ? [] : tlsFaults(tls))
    flags.refuse('TLS_INVALID', `--tls-${part}: ${flags.text(`tls-${part}`)} ${why}`);
  return {
    ...(token === undefined ? {} : { token }),
    ...(tls === undefined ? {} : { tls }),
    allowPlaintext: flags.has('allow-plaintext'),
  };
}
