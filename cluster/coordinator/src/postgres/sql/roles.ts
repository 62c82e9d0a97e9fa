import { FUNCTIONS } from './functions.js';
import { named, type Role } from './sql-function.js';

const ROLES: readonly Role[] = ['submitter', 'worker', 'leader'];

/**
 * Statements that create the roles of a coordinator and grant each what it needs. Run them as a user who may create roles, in the database
 * of the coordinator and after its first use; grant the roles to the users of the database then. Repeating them is harmless.
 *
 * | role | may |
 * | --- | --- |
 * | `disco_submitter` | submit, pause, resume and cancel jobs, and read results |
 * | `disco_worker` | join, claim jobs, and commit results |
 * | `disco_leader` | lead, drain members, and collect what is old |
 *
 * @example
 * await client.query(coordinatorRoles());
 * await client.query('GRANT disco_worker, disco_leader TO farm');
 */
export function coordinatorRoles(): string {
  const roles = ROLES.map(
    (
      role,
    ) => `DO $disco$ BEGIN CREATE ROLE disco_${role} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $disco$;
GRANT USAGE ON SCHEMA disco_coordinator TO disco_${role};`,
  );
  const grants = FUNCTIONS.flatMap((one) =>
    one.roles.map((role) => `GRANT EXECUTE ON FUNCTION ${named(one)} TO disco_${role};`),
  );
  return `${[...roles, ...grants].join('\n')}\n`;
}
