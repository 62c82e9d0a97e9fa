import { FUNCTIONS } from './functions.js';
import { REGRANTED } from './roles.js';
import { created } from './sql-function.js';
import { TABLES } from './tables.js';

/** The changes that lead from each format of the schema to the next one; the first begins with an empty database. */
export const MIGRATIONS: readonly string[] = [
  `CREATE SCHEMA disco_coordinator;
   CREATE TABLE disco_coordinator.meta(one boolean PRIMARY KEY DEFAULT true CHECK (one), format integer NOT NULL);
   INSERT INTO disco_coordinator.meta(format) VALUES (0);
   ${TABLES}`,
  'DROP FUNCTION IF EXISTS disco_coordinator.leader_name();',
  'DROP FUNCTION IF EXISTS disco_coordinator.list_jobs(uuid[], uuid, text, text[]);',
];

/** Functions are replaced at each change of the format. By default everybody may call a new function. */
export const RENEWED = `${FUNCTIONS.map(created).join('\n')}
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA disco_coordinator FROM PUBLIC;
  ${REGRANTED}`;
