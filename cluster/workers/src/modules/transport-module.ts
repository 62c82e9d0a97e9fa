import { isDiscoError, DiscoError } from '@disco-engine/kernel';
import { transportKind, transportOfModule, type TransportKind } from '@disco-engine/transports';
import { importModule, type ModuleExports } from './import-module.js';

/**
 * Imports the transport that a module exports as `transport`, as its default, or by the name after `#` in the URL.
 *
 * @throws DiscoError `TRANSPORT_FAILED` if the module cannot be loaded, `TRANSPORT_UNKNOWN` if it has no such export,
 * `TRANSPORT_INVALID` if the export does not describe a transport, `PACKAGE_MISSING`
 */
export async function importTransport(url: string): Promise<TransportKind> {
  const [file = url, name] = url.split('#', 2);
  let exports: ModuleExports;
  try {
    exports = await importModule(file);
  } catch (cause) {
    if (isDiscoError(cause, 'PACKAGE_MISSING')) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('TRANSPORT_FAILED', `the transport module ${file} cannot be loaded: ${reason}`, {}, { cause });
  }
  return transportOfModule(exports, file, name);
}

/** The transport with a given name: the user's, or a registered one. */
export function findTransport(name: string, custom: TransportKind | undefined): TransportKind | undefined {
  return custom?.name === name ? custom : transportKind(name);
}
