import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Certificates for 127.0.0.1, from an authority known only here. */
export interface Certificates {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca: Buffer;
}

/**
 * Creates them with the command `openssl`, so that the repository contains no keys and none expires.
 *
 * @param days validity of the certificate, though not of the authority; -1 for one that expired yesterday
 * @param names for which it is issued, as `openssl` writes them
 */
export function makeCertificates(days = 2, names = 'IP:127.0.0.1,DNS:localhost'): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'disco-tls-'));
  const openssl = (...parts: string[]): void => void execFileSync('openssl', parts, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=disco test');
    openssl('req', ...key, '-keyout', 'worker.key', '-out', 'worker.csr', '-subj', '/CN=worker');
    writeFileSync(join(folder, 'names'), `subjectAltName=${names}\n`);
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
    openssl('x509', '-req', '-in', 'worker.csr', ...by, '-days', String(days), '-out', 'worker.pem');
    const read = (name: string): Buffer => readFileSync(join(folder, name));
    return { cert: read('worker.pem'), key: read('worker.key'), ca: read('ca.pem') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
