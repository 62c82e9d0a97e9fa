import type { Problem } from '@disco-engine/kernel';

/** Where a worker can be reached: by the other workers of a run, and by its launcher. */
export interface PeerAddress {
  /** As a user writes it. */
  readonly text: string;
  readonly kind: 'ws' | 'grpc';
  /** For the transport: `ws://host:port`, `grpcs://host:port`, `unix:/path`. */
  readonly listen: string;
  /** For the control channel. */
  readonly control: ControlAddress;
  /** Whether it is reached by a TCP connection, and so from other machines, or by other users of this one. */
  readonly isNetwork: boolean;
}

export type ControlAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/**
 * Reads `grpc://host:7001`, `ws://host:7001`, `grpc+unix:/run/disco/0.sock` or `ws+unix:…`. The control channel has the next port, or
 * the same path with `.control`, unless `?control=7005` says otherwise. With port 0 both ports are free ones.
 *
 * @param secure whether TLS is used, which the address need not say: `grpc://` is read as `grpcs://` then
 * @param problems gets what is wrong with it, and undefined is returned
 */
export function readPeerAddress(text: string, secure: boolean, problems: Problem[]): PeerAddress | undefined {
  const refuse = (why: string): undefined => {
    const message = `address '${text}' ${why}; write grpc://HOST:PORT, ws://HOST:PORT, grpc+unix:/PATH or ws+unix:/PATH`;
    problems.push({ code: 'ADDRESS_INVALID', message });
    return undefined;
  };
  const local = /^(ws|grpc)\+unix:(\/.+)$/.exec(text);
  if (local !== null) {
    const [, kind, path] = local;
    return {
      text,
      kind: kind as 'ws' | 'grpc',
      listen: `unix:${path}`,
      control: { path: `${path}.control` },
      isNetwork: false,
    };
  }
  const remote = /^(ws|grpc)(s?):\/\/(\[[\da-f:.]+\]|[^\s/?#:@[\]]+):(\d{1,5})(?:\?control=(\d{1,5}))?$/i.exec(text);
  if (remote === null) return refuse('is none of a worker');
  const [, scheme, s, host, portText, controlText] = remote;
  const kind = scheme.toLowerCase() as 'ws' | 'grpc';
  const port = Number(portText);
  const control = controlText === undefined ? (port === 0 ? 0 : port + 1) : Number(controlText);
  if (port > MOST_PORT || control > MOST_PORT)
    return refuse(`has a port above ${MOST_PORT}, or no port after it for control`);
  if (s !== '' && !secure) return refuse('asks for TLS; give --tls-cert, --tls-key and --tls-ca as well');
  return {
    text,
    kind,
    listen: `${kind}${secure ? 's' : ''}://${host}:${port}`,
    control: { host: host.replace(/^\[|\]$/g, ''), port: control },
    isNetwork: true,
  };
}

/** The address that a transport told, with the host by which the launcher knows the worker: it may listen on all interfaces. */
export function reachableAddress(told: string, { isNetwork, listen }: PeerAddress): string {
  if (!isNetwork) return told;
  const port = told.slice(told.lastIndexOf(':') + 1);
  return `${listen.slice(0, listen.lastIndexOf(':'))}:${port}`;
}

const MOST_PORT = 65_535;
