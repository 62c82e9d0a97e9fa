import { DiscoError } from '@disco-engine/kernel';
import { WIRE_VERSION, type Introduction } from '@disco-engine/transports/session';

/** What is said and proved over a control connection before any message; each side has a number. */
export const CONTROLLED = 0;
export const LAUNCHER = 1;

const PROTOCOL = 'disco-control 4';

/** The ids of a session: that of the side which speaks, and that of the other one, if known. */
export interface ControlIds {
  readonly session: string;
  readonly knows: string;
  /** Number of the last message received. */
  readonly received: number;
}

/** @param facts what the other side has to know, as whole numbers by name */
export function controlIntroduction(
  worker: typeof CONTROLLED | typeof LAUNCHER,
  ids: ControlIds,
  facts: Readonly<Record<string, number>>,
): Introduction {
  const told = Object.entries(facts).map(([name, value]) => [name, String(value)] as const);
  return { wire: WIRE_VERSION, worker, workers: 2, ...ids, identity: [['protocol', PROTOCOL], ...told] };
}

/**
 * A fact that the other side has told.
 *
 * @throws DiscoError `HANDSHAKE_REFUSED` if it does not speak the same protocol
 */
export function factOf({ worker, identity }: Introduction, from: number, name: string): number {
  const facts = new Map(identity);
  if (worker !== from || facts.get('protocol') !== PROTOCOL)
    throw new DiscoError(
      'HANDSHAKE_REFUSED',
      `the other side of a control connection does not speak ${PROTOCOL}; use the same version of the engine everywhere`,
    );
  return Number(facts.get(name));
}
