import { DiscoError, type Transport } from '@disco-engine/kernel';
import type { TransportKind } from '@disco-engine/transports';
import type { TrustOptions } from '@disco-engine/transports/security';
import { findTransport, importTransport } from '../modules/transport-module.js';
import type { TransportSpec } from './run-spec.js';

/** How a worker listens for the others over a network, and what it trusts. */
export interface NetworkOptions extends TrustOptions {
  /** Name of a transport that has URL schemes. */
  readonly kind: string;
  /** As the transport takes it: `unix:/run/disco/0.sock`, `ws://127.0.0.1:0`, `grpcs://0.0.0.0:7001`. */
  readonly listen: string;
}

/** What a worker was given at its start to make transports of. Nothing of it ever comes from a launcher that joins later. */
export interface TransportSources {
  /** A transport beside the registered ones: itself, or the URL of the module that exports it. */
  readonly transport?: TransportKind | string | undefined;
  /** For runs that leave the transport to the worker. */
  readonly own?: NetworkOptions | undefined;
}

/**
 * Makes the transport that a run asks for.
 *
 * @throws DiscoError `TRANSPORT_UNFIT` if this worker may not use that transport; as `importTransport`; what the transport throws
 */
export async function makeTransport(spec: TransportSpec, { transport, own }: TransportSources): Promise<Transport> {
  const { lostAfter } = spec;
  const limits = { lostAfter, openWithin: lostAfter, closeWithin: CLOSE_WITHIN };
  const custom = typeof transport === 'string' ? await importTransport(transport) : transport;
  if (spec.kind === 'planned') {
    if (own !== undefined) throw unfit(spec.name, 'it joins runs only by the address that it was started with');
    return kindOf(spec.name, custom).make(spec.plan, limits);
  }
  if (own === undefined) throw unfit(spec.kind, 'it was started without an address to listen at');
  const { kind, ...options } = own;
  return kindOf(kind, custom).make(options, limits);
}

function kindOf(name: string, custom: TransportKind | undefined): TransportKind {
  const kind = findTransport(name, custom);
  if (kind === undefined) throw unfit(name, 'it does not know it; start the worker with its module');
  return kind;
}

function unfit(name: string, why: string): DiscoError {
  return new DiscoError('TRANSPORT_UNFIT', `this worker cannot use the transport '${name}': ${why}`);
}

/** Milliseconds. A run is ended for all of its workers at once, so what is still on its way then is of no use to anybody. */
const CLOSE_WITHIN = 200;
