import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { TlsOptions } from './tls.js';

/** A problem with the key or one of the certificates for mutual TLS. */
export interface TlsFault {
  readonly part: 'cert' | 'key' | 'ca';
  /** Continues after the name of the option: `is not a certificate in PEM: …`. */
  readonly why: string;
}

/**
 * Problems of the certificates and the key that can be detected before anybody connects. The handshake itself would
 * fail with an OpenSSL error code or, if the other side refuses, with a closed connection.
 */
export function tlsFaults({ cert, key, ca }: TlsOptions): TlsFault[] {
  const faults: TlsFault[] = [];
  const read = <T>(part: TlsFault['part'], kind: string, make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      faults.push({ part, why: `is not a ${kind} in PEM format (${reason})` });
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
      faults.push({ part, why: `expired on ${found.validTo}; have a new one issued` });
  if (shown !== undefined && secret !== undefined && !shown.checkPrivateKey(secret))
    faults.push({ part: 'key', why: 'does not belong to the certificate; give the key that it was issued for' });
  return faults;
}
