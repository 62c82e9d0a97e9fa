import {
  isTransportName,
  TRANSPORT_NAMES,
  transportKind,
  type TransportKind,
  type TransportName,
} from '@disco-engine/transports';

/** Connects the workers of a run in this process: a transport of the engine, by name, or a custom one. */
export type TransportChoice = TransportName | TransportKind;

export function nameOf(choice: TransportChoice): string {
  return typeof choice === 'string' ? choice : choice.name;
}

export function kindOf(choice: TransportChoice): TransportKind {
  return typeof choice === 'string' ? transportKind(choice) : choice;
}

/** @returns why there is no such transport, or undefined if there is one */
export function transportProblem(choice: unknown): string | undefined {
  if (isTransportName(choice) || (typeof choice === 'object' && choice !== null && 'make' in choice)) return undefined;
  return `there is no transport '${String(choice)}'; the transports are ${TRANSPORT_NAMES.join(', ')}`;
}
