import { DiscoError } from '@disco-engine/kernel';
import { LEAST_PATIENCE, type ControlLimits } from '../control/control-server.js';
import type { Command } from '../worker/commands.js';
import type { ThreadPlace } from './thread-areas.js';

/** The restrictions that a worker's start options impose on launchers. */
export interface HouseRules {
  /** Whether the worker is reached over a network. */
  readonly isNetwork: boolean;
  readonly limits: ControlLimits;
  /** Milliseconds that a handler may go on after its launcher is gone, before its thread is replaced. */
  readonly maxBusy: number;
  /** Where the thread shares memory with the others of its process; undefined if it is the only one. */
  readonly place?: ThreadPlace | undefined;
}

/**
 * Returns a launcher's command if it is permitted. Where the worker listens, what it dials with and whom it trusts was
 * fixed when it was started, and no launcher can change it.
 *
 * @throws DiscoError `COMMAND_INVALID`, `TRANSPORT_REFUSED`, `ADDRESS_REFUSED`
 */
export function permitted(command: Command, { isNetwork, limits, place }: HouseRules): Command {
  switch (command.command) {
    case 'exit':
      throw new DiscoError('COMMAND_INVALID', 'only the user who started this worker may end it');
    case 'reserve': {
      const { transport } = command;
      if (transport.kind !== 'own')
        throw new DiscoError(
          'TRANSPORT_REFUSED',
          `the launcher planned the transport '${transport.name}', but this worker joins runs only with the address, the token and ` +
            "the certificates that it was started with; request 'own'",
        );
      const lostAfter = Math.min(Math.max(transport.lostAfter, LEAST_PATIENCE), limits.lostAfter);
      const own = { kind: 'own', lostAfter } as const;
      const { near } = transport;
      if (near === undefined) return { command: 'reserve', transport: own };
      if (place === undefined)
        throw new DiscoError(
          'COMMAND_INVALID',
          'this worker is the only thread of its process, and shares memory with none',
        );
      return { command: 'reserve', transport: { ...own, shared: place.enter(near) } };
    }
    case 'initialize': {
      const local = command.spec.addresses.find((address) => !/^[a-z]+:\/\/[^/]/i.test(address));
      if (isNetwork && local !== undefined)
        throw new DiscoError(
          'ADDRESS_REFUSED',
          `the launcher gave '${local}' as the address of a worker, but this worker listens on a network and on its own ` +
            'machine dials only ports; start all workers of a run in the same way',
        );
      return command;
    }
    default:
      return command;
  }
}
