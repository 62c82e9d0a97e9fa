import type { Socket } from 'node:net';
import { createServer, type SecureContextOptions, type TLSSocket, type TlsOptions as ServerOptions } from 'node:tls';

/** Certificates for mutual TLS: each side shows its own, and accepts only those that the authority has signed. All in PEM. */
export interface TlsOptions {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  readonly ca: string | Buffer;
  /** The name that the others' certificates are issued for; by default the host in their address. */
  readonly serverName?: string | undefined;
}

/** What a client of Node needs of the certificates. */
export type ClientTls = SecureContextOptions & { servername?: string };

/** For a server of Node that accepts nobody without a certificate. */
export function serverTls({ cert, key, ca }: TlsOptions): ServerOptions {
  return { cert, key, ca, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' };
}

/** For a client of Node that talks to nobody without a certificate. */
export function clientTls({ cert, key, ca, serverName }: TlsOptions): ClientTls {
  return { cert, key, ca, minVersion: 'TLSv1.2', ...(serverName === undefined ? {} : { servername: serverName }) };
}

/**
 * Does the listener's half of a TLS handshake on a socket that has come in. A handshake that fails destroys the socket; one that never
 * ends is left to whoever limits strangers.
 *
 * @param take gets the secure socket, once the other side has shown its certificate
 */
export function secureSocket(socket: Socket, tls: TlsOptions, take: (secure: TLSSocket) => void): void {
  // A server for each socket tells which one a secure socket belongs to.
  const server = createServer(serverTls(tls), take);
  server.on('tlsClientError', () => socket.destroy());
  server.emit('connection', socket);
}
