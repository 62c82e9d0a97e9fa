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
  `DROP FUNCTION IF EXISTS disco_coordinator.list_jobs(uuid[], uuid, text, text[]);
   DROP FUNCTION IF EXISTS disco_coordinator.claim(uuid);
   ALTER TABLE disco_coordinator.jobs ADD COLUMN least_seats integer, ADD COLUMN needs text[] NOT NULL DEFAULT '{}', ADD COLUMN token text;
   UPDATE disco_coordinator.jobs SET least_seats = seats;
   ALTER TABLE disco_coordinator.jobs ALTER COLUMN least_seats SET NOT NULL;
   UPDATE disco_coordinator.jobs SET token = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') WHERE state = 'ASSIGNED';
   ALTER TABLE disco_coordinator.seats ADD COLUMN told text;`,
];

/** Functions are replaced at each change of the format. By default everybody may call a new function. */
export const RENEWED = `${FUNCTIONS.map(created).join('\n')}
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA disco_coordinator FROM PUBLIC;
  ${REGRANTED}`;
