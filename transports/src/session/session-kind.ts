import { join } from 'node:path';
import type { Transport } from '@disco-engine/kernel';
import { defineTransport, type TransportKind } from '../kind/transport-kind.js';
import type { Schemes } from '../security/address.js';
import type { SessionTransportOptions } from './session-options.js';

/** What distinguishes one session-based transport from another. */
export interface SessionKindOptions<Name extends string> {
  readonly name: Name;
  readonly schemes: Schemes;
  /** See `TransportKind.module`. */
  readonly module?: string | undefined;
  make(options: SessionTransportOptions): Transport | Promise<Transport>;
}

/**
 * Declares a transport that extends `SessionTransport`. It connects workers anywhere: on one machine through Unix
 * sockets in the launcher's folder, across machines at the address that each worker was started with.
 *
 * @example
 * export const transport = sessionKind({
 *   name: 'net',
 *   schemes: { plain: 'net', secure: 'nets' },
 *   module: import.meta.url,
 *   make: (options) => new NetTransport(options),
 * });
 */
export function sessionKind<const Name extends string>(
  options: SessionKindOptions<Name>,
): TransportKind<SessionTransportOptions> & { readonly name: Name } {
  const { name, schemes, module } = options;
  return defineTransport({
    name,
    schemes,
    module,
    hosts: ['processes', 'threads', 'objects'],
    needsFolder: true,
    prepare({ workers, run, folder }) {
      // No path is used twice, so a socket left by a killed worker does no harm.
      const socket = (worker: number): string => `unix:${join(folder, `${run}-${worker}.sock`)}`;
      return { plans: Array.from({ length: workers }, (_, worker) => ({ listen: socket(worker) })) };
    },
    make(plan: SessionTransportOptions, limits) {
      return options.make({ ...plan, ...limits });
    },
  });
}
