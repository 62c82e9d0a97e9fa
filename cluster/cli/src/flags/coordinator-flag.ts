import type { Coordinator } from '@disco-engine/coordinator';
import type { FlagTable } from './flag-spec.js';
import type { Flags } from './flags.js';

/** What a column of the database takes. */
const LEAST_PRIORITY = -2_147_483_648;

const FORM = 'postgres://USER@HOST/DATABASE';

export const COORDINATOR_FLAG = {
  coordinator: {
    value: 'URL',
    example: 'postgres://farm@db/disco',
    help: `the coordinator, a PostgreSQL database, as in ${FORM} (default: $DISCO_COORDINATOR)`,
  },
} as const satisfies FlagTable;

export const PRIORITY_FLAG = {
  priority: {
    value: 'N',
    example: '10',
    help: 'jobs of higher priority go first, equal ones in the order of submission (default: 0)',
  },
} as const satisfies FlagTable;

/** The coordinator that a command line asks for. A problem is added to those of the flags. */
export function readCoordinator(flags: Flags): string {
  const { DISCO_COORDINATOR: usual } = process.env;
  const url = flags.text('coordinator') ?? usual;
  if (url === undefined)
    flags.refuse(
      'OPTION_MISSING',
      `--coordinator is missing; give it as in --coordinator ${COORDINATOR_FLAG.coordinator.example}, or set DISCO_COORDINATOR`,
    );
  else if (!/^postgres(ql)?:\/\//i.test(url))
    // Not shown: it may contain a password.
    flags.refuse('VALUE_INVALID', `the coordinator has no URL of a PostgreSQL database; give one as in ${FORM}`);
  return url ?? '';
}

export function readPriority(flags: Flags): number | undefined {
  return flags.number('priority', LEAST_PRIORITY, true);
}

/**
 * Opens a coordinator, passes it to an action, and closes it.
 *
 * @param options.patience milliseconds for which calls wait while it is away; by default that of the coordinator
 */
export async function withCoordinator<Result>(
  url: string,
  action: (coordinator: Coordinator) => Promise<Result>,
  options: { readonly patience?: number } = {},
): Promise<Result> {
  const { PostgresCoordinator } = await import('@disco-engine/coordinator/postgres');
  const coordinator = await PostgresCoordinator.open(url, options);
  try {
    return await action(coordinator);
  } finally {
    await coordinator.close();
  }
}
