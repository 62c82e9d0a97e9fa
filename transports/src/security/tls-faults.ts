import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { TlsOptions } from './tls.js';

/** One of the certificates for mutual TLS, or the key, and what is wrong with it. */
export interface TlsFault {
  readonly part: 'cert' | 'key' | 'ca';
  /** Goes on from the name of the file: `is no certificate in PEM: …`. */
  readonly why: string;
}

/**
 * What is wrong with certificates and a key that can be seen before anybody connects. A handshake would fail with a number of OpenSSL, or, where
 * it is the other side that refuses, with a closed connection.
 */
export function tlsFaults({ cert, key, ca }: TlsOptions): TlsFault[] {
  const faults: TlsFault[] = [];
  const read = <T>(part: TlsFault['part'], kind: string, make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      faults.push({ part, why: `is no ${kind} in PEM (${reason})` });
      return undefined;
    }
  };
  const shown = read('cert', 'certificate', () => new X509Certificate(cert));
  const secret = read('key', 'private key without a passphrase', (): KeyObject => createPrivateKey(key));
  const authority = read('ca', 'certificate', () => new X509Certificate(ca));
  for (const [part, found] of [
    ['cert', shown],
    ['ca', authority],
  ] as const)
    if (found !== undefined && Date.parse(found.validTo) < Date.now())
      faults.push({ part, why: `expired on ${found.validTo}; nobody accepts it any more, so have a new one issued` });
  if (shown !== undefined && secret !== undefined && !shown.checkPrivateKey(secret))
    faults.push({ part: 'key', why: 'does not belong to the certificate; give the key that it was issued for' });
  return faults;
}
