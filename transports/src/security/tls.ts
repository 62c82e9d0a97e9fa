import type { Socket } from 'node:net';
import { createServer, type SecureContextOptions, type TLSSocket, type TlsOptions as ServerOptions } from 'node:tls';

/**
 * Certificates for mutual TLS: each side presents its own, and accepts only those signed by the authority. All in PEM
 * format.
 */
export interface TlsOptions {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  readonly ca: string | Buffer;
  /** The name that the peers' certificates are issued for, not an IP address; by default the host in their address. */
  readonly serverName?: string | undefined;
}

/** TLS options for a Node client. */
export type ClientTls = SecureContextOptions & { servername?: string };

/** For a Node server that accepts nobody without a certificate. */
export function serverTls({ cert, key, ca }: TlsOptions): ServerOptions {
  return { cert, key, ca, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' };
}

/** For a Node client that talks to nobody without a certificate. */
export function clientTls({ cert, key, ca, serverName }: TlsOptions): ClientTls {
  return { cert, key, ca, minVersion: 'TLSv1.2', ...(serverName === undefined ? {} : { servername: serverName }) };
}

/**
 * Performs the listener's half of a TLS handshake on an incoming socket. A failed handshake destroys the socket; one
 * that never ends is left to whatever limits strangers.
 *
 * @param take receives the secure socket, once the other side has presented its certificate
 */
export function secureSocket(socket: Socket, tls: TlsOptions, take: (secure: TLSSocket) => void): void {
  // One server per socket, so that it is clear which socket a secure socket belongs to.
  const server = createServer(serverTls(tls), take);
  server.on('tlsClientError', () => socket.destroy());
  server.emit('connection', socket);
}
