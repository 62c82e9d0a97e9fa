import { FUNCTIONS } from './functions.js';
import { named, type Role } from './sql-function.js';

const ROLES: readonly Role[] = ['submitter', 'worker', 'leader'];

/**
 * Grants the functions to the roles that have been let into the schema: a function that was made anew, because it returns something else
 * now, has lost its grants.
 */
export const REGRANTED = ROLES.map(
  (role) => `DO $disco$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'disco_${role}') THEN
    IF has_schema_privilege('disco_${role}', 'disco_coordinator', 'USAGE') THEN
      ${grantsOf(role).join('\n      ')}
    END IF;
  END IF;
END $disco$;`,
).join('\n');

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
  return `${[...roles, ...ROLES.flatMap(grantsOf)].join('\n')}\n`;
}

function grantsOf(role: Role): string[] {
  const own = FUNCTIONS.filter(({ roles }) => roles.includes(role));
  return own.map((one) => `GRANT EXECUTE ON FUNCTION ${named(one)} TO disco_${role};`);
}
