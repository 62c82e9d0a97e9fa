import { DiscoError, type Transport } from '@disco-engine/kernel';
import { MixedTransport, type TransportKind } from '@disco-engine/transports';
import type { TrustOptions } from '@disco-engine/transports/security';
import { findTransport, importTransport } from '../modules/transport-module.js';
import type { TransportSpec } from './run-spec.js';

/** How a worker listens for the others over a network, and whom it trusts. */
export interface NetworkOptions extends TrustOptions {
  /** Name of a transport that has URL schemes. */
  readonly kind: string;
  /** In the form that the transport expects: `unix:/run/disco/0.sock`, `ws://127.0.0.1:0`, `grpcs://0.0.0.0:7001`. */
  readonly listen: string;
}

/** What a worker was started with to create transports. None of it ever comes from a launcher that joins later. */
export interface TransportSources {
  /** A transport in addition to the registered ones: the transport itself, or the URL of the module that exports it. */
  readonly transport?: TransportKind | string | undefined;
  /** For runs that leave the choice of transport to the worker. */
  readonly own?: NetworkOptions | undefined;
}

/**
 * Creates the transport that a run requests.
 *
 * @throws DiscoError `TRANSPORT_UNFIT` if this worker may not use that transport; errors of `importTransport` and of
 * the transport
 */
export async function makeTransport(spec: TransportSpec, { transport, own }: TransportSources): Promise<Transport> {
  const { lostAfter } = spec;
  const limits = { lostAfter, openWithin: lostAfter, closeWithin: CLOSE_WITHIN };
  const custom = typeof transport === 'string' ? await importTransport(transport) : transport;
  if (spec.kind === 'planned') {
    if (own !== undefined) throw unfit(spec.name, 'it joins runs only with the address that it was started with');
    return kindOf(spec.name, custom).make(spec.plan, limits);
  }
  if (own === undefined) throw unfit(spec.kind, 'it was started without an address to listen at');
  const { kind, ...options } = own;
  const network = await kindOf(kind, custom).make(options, limits);
  return spec.shared === undefined ? network : new MixedTransport(spec.shared, network, limits);
}

function kindOf(name: string, custom: TransportKind | undefined): TransportKind {
  const kind = findTransport(name, custom);
  if (kind === undefined) throw unfit(name, 'the transport is unknown here; start the worker with its module');
  return kind;
}

function unfit(name: string, why: string): DiscoError {
  return new DiscoError('TRANSPORT_UNFIT', `this worker cannot use the transport '${name}': ${why}`);
}

/** Milliseconds. A run ends for all of its workers at once, so messages still in flight then are useless. */
const CLOSE_WITHIN = 200;
