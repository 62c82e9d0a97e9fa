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
 * A transport, as a launch takes it: the name of a registered one, what `defineTransport` returns, or the URL of a module that exports
 * that as `transport`. A name after `#` chooses another export.
 */
export type TransportChoice = TransportName | TransportKind | URL;

/** The same, found. */
export interface ChosenTransport {
  readonly kind: TransportKind;
  /** URL of the module from which workers that share no memory with the launcher import it; undefined for a registered one. */
  readonly module: string | undefined;
}

/**
 * @param refuse told why the choice is none
 * @throws as `importTransport`
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
    `transport '${String(choice)}' does not exist; there are: ${known}. For one of your own, give the URL of its module`,
  );
  return undefined;
}
