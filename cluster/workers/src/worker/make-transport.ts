import { DiscoError, type Transport } from '@disco-engine/kernel';
import type { TransportSpec } from './run-spec.js';

/** How a worker listens for the others over a network, and what it trusts. */
export interface NetworkOptions {
  readonly kind: 'ws' | 'grpc';
  /** As the transport takes it: `unix:/run/disco/0.sock`, `ws://127.0.0.1:0`, `grpcs://0.0.0.0:7001`. */
  readonly listen: string;
  readonly token?: string | undefined;
  readonly tls?: TlsFiles | undefined;
  /** Lets a token do without TLS beyond this machine. */
  readonly allowPlaintext?: boolean | undefined;
}

/** Certificates of mutual TLS, as PEM text. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/**
 * The transport that a run asks for. The package with the transports is loaded with the first one, for it takes time that a worker
 * need not spend before it is available.
 *
 * @param own for runs that leave it to the worker
 * @throws DiscoError `TRANSPORT_UNFIT` where a worker of this kind cannot have that transport
 */
export async function makeTransport(spec: TransportSpec, own?: NetworkOptions): Promise<Transport> {
  const { SharedMemoryTransport, WebSocketTransport, GrpcTransport } = await import('@disco-engine/transports');
  if (spec.kind === 'shared-memory') return new SharedMemoryTransport(spec.area);
  if (spec.kind === 'in-process') throw unfit(spec.kind, 'it is not in the process of its launcher');
  const network = spec.kind === 'own' ? own : spec;
  if (network === undefined) throw unfit(spec.kind, 'it was started without an address to listen at');
  const { lostAfter } = spec;
  const { kind, ...options } = { ...network, lostAfter, openWithin: lostAfter, closeWithin: CLOSE_WITHIN };
  return kind === 'ws' ? new WebSocketTransport(options) : new GrpcTransport(options);
}

function unfit(kind: string, why: string): DiscoError {
  return new DiscoError('TRANSPORT_UNFIT', `this worker cannot take the transport '${kind}': ${why}`);
}

/** Milliseconds. A run is ended for all of its workers at once, so what is still on its way then is of no use to anybody. */
const CLOSE_WITHIN = 200;
