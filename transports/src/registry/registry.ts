import * as registered from './kinds.js';
import type { TransportKind } from '../kind/transport-kind.js';

/** Names of the transports that ship with the engine. */
export type TransportName = (typeof registered)[keyof typeof registered]['name'];

const NAMED: readonly (TransportKind & { readonly name: TransportName })[] = Object.values(registered).sort((a, b) =>
  a.name < b.name ? -1 : 1,
);

/** The transports that ship with the engine, by name. Their code is loaded when one of them is created. */
export const TRANSPORT_KINDS: readonly TransportKind[] = NAMED;

export const TRANSPORT_NAMES: readonly TransportName[] = NAMED.map(({ name }) => name);

export function isTransportName(name: unknown): name is TransportName {
  return (TRANSPORT_NAMES as readonly unknown[]).includes(name);
}

/** The transport with a given name. */
export function transportKind(name: TransportName): TransportKind;
/** The transport with a given name, or undefined if there is none. */
export function transportKind(name: string): TransportKind | undefined;
export function transportKind(name: string): TransportKind | undefined {
  return NAMED.find((kind) => kind.name === name);
}
