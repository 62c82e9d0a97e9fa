import { isIP } from 'node:net';
import { entryAt } from '@disco-engine/kernel';

/** Where a worker listens: a Unix socket, or a port of a host. */
export type Address = UnixAddress | TcpAddress;

export interface UnixAddress {
  readonly kind: 'unix';
  readonly path: string;
}

export interface TcpAddress {
  readonly kind: 'tcp';
  /** Host name or IP address, without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/** URL schemes of a transport: `plain://host:port`, or with TLS `secure://host:port`. */
export interface Schemes {
  readonly plain: string;
  readonly secure: string;
}

/** @returns the address, or what is wrong with the text */
export function parseAddress(text: string, { plain, secure }: Schemes): Address | string {
  if (text.startsWith('unix:')) return unixAddress(text.slice('unix:'.length));
  const match = /^([a-z]+):\/\/(?:\[([^\]/]+)\]|([^[\]:/]+)):(\d{1,5})\/?$/.exec(text);
  const scheme = match?.[1];
  if (match === null || (scheme !== plain && scheme !== secure))
    return `'${text}' is not a valid address; use unix:/absolute/path, ${plain}://host:port or ${secure}://host:port`;
  const port = Number(match[4]);
  if (port > 65_535) return `'${text}' has port ${port}; the highest port is 65535`;
  return { kind: 'tcp', host: match[2] ?? entryAt(match, 3), port, secure: scheme === secure };
}

export function formatAddress(address: Address, schemes: Schemes): string {
  if (address.kind === 'unix') return `unix:${address.path}`;
  const { host, port, secure } = address;
  return `${secure ? schemes.secure : schemes.plain}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether the host can be reached, and traffic to it read, only from this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function unixAddress(path: string): UnixAddress | string {
  if (!path.startsWith('/') || path.includes('\0'))
    return `'unix:${path}' is not a socket address; write unix: and an absolute path, such as unix:/run/disco/0.sock`;
  return { kind: 'unix', path };
}
