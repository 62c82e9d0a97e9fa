import { entryAt, type Problem } from '@disco-engine/kernel';
import { TRANSPORT_KINDS, type Schemes, type TransportKind } from '@disco-engine/transports';

/** The address of a worker, for the other workers of a run and for its launcher. */
export interface PeerAddress {
  /** As the user writes it. */
  readonly text: string;
  /** Name of the transport. */
  readonly kind: string;
  /** The address for the transport: `ws://host:port`, `grpcs://host:port`, `unix:/path`. */
  readonly listen: string;
  /** The address of the control channel. */
  readonly control: ControlAddress;
  /** Whether it is reached over TCP, and so by other machines or other users of this one. */
  readonly isNetwork: boolean;
}

export type ControlAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/**
 * Parses `grpc://host:7001`, `ws://host:7001`, `grpc+unix:/run/disco/0.sock` or `ws+unix:…`. The control channel uses
 * the next port, or the same path with `.control`, unless `?control=7005` says otherwise. With port 0, both ports are
 * chosen freely.
 *
 * @param secure whether TLS is used; the address need not say so: `grpc://` is then read as `grpcs://`
 * @param problems receives what is wrong with the address; then the result is undefined
 * @param custom a user's transport whose schemes are also accepted
 */
export function readPeerAddress(
  text: string,
  secure: boolean,
  problems: Problem[],
  custom?: TransportKind,
): PeerAddress | undefined {
  const kinds = listening(custom);
  const refuse = (why: string): undefined => {
    const message = `'${text}' ${why}; use ${addressForms(custom)}`;
    problems.push({ code: 'ADDRESS_INVALID', message });
    return undefined;
  };
  const local = /^([a-z]+)\+unix:(\/.+)$/.exec(text);
  const localKind = kinds.find(({ schemes }) => schemes.plain === local?.[1]);
  if (local !== null && localKind !== undefined) {
    const [, , path] = local;
    return {
      text,
      kind: localKind.name,
      listen: `unix:${path}`,
      control: { path: `${path}.control` },
      isNetwork: false,
    };
  }
  const remote = /^([a-z]+):\/\/(\[[\da-f:.]+\]|[^\s/?#:@[\]]+):(\d{1,5})(?:\?control=(\d{1,5}))?$/i.exec(text);
  const scheme = remote?.[1]?.toLowerCase() ?? '';
  const kind = kinds.find(({ schemes }) => schemes.plain === scheme || schemes.secure === scheme);
  if (remote === null || kind === undefined) return refuse('is not a worker address');
  const host = entryAt(remote, 2);
  const port = Number(remote[3]);
  const controlText = remote[4];
  const control = controlText === undefined ? (port === 0 ? 0 : port + 1) : Number(controlText);
  if (port > MOST_PORT || control > MOST_PORT)
    return refuse(`has a port above ${MOST_PORT}, or leaves no port for the control channel`);
  if (scheme === kind.schemes.secure && !secure)
    return refuse('asks for TLS; give --tls-cert, --tls-key and --tls-ca as well');
  return {
    text,
    kind: kind.name,
    listen: `${secure ? kind.schemes.secure : kind.schemes.plain}://${host}:${port}`,
    control: { host: host.replace(/^\[|\]$/g, ''), port: control },
    isNetwork: true,
  };
}

/**
 * The address that a transport returned, with the host name that the launcher uses for the worker, since the worker may
 * listen on all interfaces.
 */
export function reachableAddress(told: string, { isNetwork, listen }: PeerAddress): string {
  if (!isNetwork) return told;
  const port = told.slice(told.lastIndexOf(':') + 1);
  return `${listen.slice(0, listen.lastIndexOf(':'))}:${port}`;
}

/** The forms of worker addresses, for messages: those of the registered transports, and of the user's. */
export function addressForms(custom?: TransportKind): string {
  const schemes = listening(custom).map((kind) => kind.schemes.plain);
  const forms = [...schemes.map((plain) => `${plain}://HOST:PORT`), ...schemes.map((plain) => `${plain}+unix:/PATH`)];
  return `${forms.slice(0, -1).join(', ')} or ${forms.at(-1) ?? ''}`;
}

/** The transports through which a worker can be reached from elsewhere. */
function listening(custom: TransportKind | undefined): readonly Listening[] {
  const all = custom === undefined ? TRANSPORT_KINDS : [custom, ...TRANSPORT_KINDS];
  return all.filter((kind): kind is Listening => kind.schemes !== undefined);
}

type Listening = TransportKind & { readonly schemes: Schemes };

const MOST_PORT = 65_535;
