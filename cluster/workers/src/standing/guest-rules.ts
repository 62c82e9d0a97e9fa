import { DiscoError } from '@disco-engine/kernel';
import { LEAST_PATIENCE, type ControlLimits } from '../control/control-server.js';
import type { Command } from '../worker/commands.js';

/** What a worker was started with, as far as its guests have to keep to it. */
export interface HouseRules {
  /** Whether the worker is reached over a network. */
  readonly isNetwork: boolean;
  readonly limits: ControlLimits;
}

/**
 * The command of a guest, as far as it may be one. Where the worker listens, what it dials with and whom it trusts was said when it
 * was started, and no launcher says it anew.
 *
 * @throws DiscoError `COMMAND_INVALID`, `TRANSPORT_REFUSED`, `ADDRESS_REFUSED`
 */
export function permitted(command: Command, { isNetwork, limits }: HouseRules): Command {
  switch (command.command) {
    case 'exit':
      throw new DiscoError('COMMAND_INVALID', 'only whoever started this worker may end it');
    case 'reserve': {
      const { transport } = command;
      if (transport.kind !== 'own')
        throw new DiscoError(
          'TRANSPORT_REFUSED',
          `the launcher planned the transport '${transport.name}', but this worker joins runs only by the address, the token and the ` +
            "certificates that it was started with; ask for 'own'",
        );
      const lostAfter = Math.min(Math.max(transport.lostAfter, LEAST_PATIENCE), limits.lostAfter);
      return { command: 'reserve', transport: { kind: 'own', lostAfter } };
    }
    case 'initialize': {
      const local = command.spec.addresses.find((address) => !/^[a-z]+:\/\/[^/]/i.test(address));
      if (isNetwork && local !== undefined)
        throw new DiscoError(
          'ADDRESS_REFUSED',
          `the launcher named '${local}' as the address of a worker, but this worker listens on a network, and dials nothing on ` +
            'its own machine but ports; start all workers of a run alike',
        );
      return command;
    }
    default:
      return command;
  }
}
