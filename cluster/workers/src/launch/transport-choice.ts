import {
  isTransportName,
  TRANSPORT_KINDS,
  TRANSPORT_NAMES,
  transportKind,
  type TransportKind,
  type TransportName,
} from '@disco-engine/transports';
import { importTransport } from '../modules/transport-module.js';

/**
 * How to specify a transport: the name of a registered one, the result of `defineTransport`, or the URL of a module
 * that exports such a result as `transport`. A name after `#` selects another export.
 */
export type TransportChoice = TransportName | TransportKind | URL;

/** The transport that was chosen. */
export interface ChosenTransport {
  readonly kind: TransportKind;
  /**
   * URL of the module from which workers in other threads and processes import it; undefined for a registered
   * transport.
   */
  readonly module: string | undefined;
}

/**
 * @param refuse called with the problem if the choice is invalid
 * @throws errors of `importTransport`
 */
export async function chosenTransport(
  choice: TransportChoice,
  refuse: (message: string) => void,
): Promise<ChosenTransport | undefined> {
  if (choice instanceof URL) return { kind: await importTransport(choice.href), module: choice.href };
  if (typeof choice === 'object') {
    const { module } = choice;
    return { kind: choice, module: TRANSPORT_KINDS.includes(choice) ? undefined : module };
  }
  if (isTransportName(choice)) return { kind: transportKind(choice), module: undefined };
  const known = TRANSPORT_NAMES.join(', ');
  refuse(
    `transport '${String(choice)}' does not exist; the registered ones are: ${known}. For a custom one, give the URL of its module`,
  );
  return undefined;
}
