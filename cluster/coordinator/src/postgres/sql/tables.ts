// docs/guides/coordinator.md describes these tables. Nobody but the owner of the schema reads or writes them: everybody else calls the
// functions, and the roles in `roles.ts` say who may call which.

export const TABLES = `
CREATE TABLE disco_coordinator.leader(
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  term integer NOT NULL, name text, since timestamptz NOT NULL, expires timestamptz NOT NULL);
INSERT INTO disco_coordinator.leader(term, since, expires) VALUES (0, '-infinity', '-infinity');

CREATE TABLE disco_coordinator.members(
  id uuid PRIMARY KEY, number bigint GENERATED ALWAYS AS IDENTITY, name text NOT NULL, offers text[] NOT NULL,
  ttl double precision NOT NULL, expires timestamptz NOT NULL, draining boolean NOT NULL DEFAULT false);

CREATE TABLE disco_coordinator.jobs(
  id uuid PRIMARY KEY, number bigint GENERATED ALWAYS AS IDENTITY, kind text NOT NULL, payload text NOT NULL,
  priority integer NOT NULL, seats integer NOT NULL, code text, parent uuid REFERENCES disco_coordinator.jobs ON DELETE CASCADE,
  losses integer NOT NULL, state text NOT NULL, paused boolean NOT NULL, attempt integer NOT NULL DEFAULT 0,
  lost integer NOT NULL DEFAULT 0, error text, ended timestamptz);
CREATE INDEX jobs_queue ON disco_coordinator.jobs(priority DESC, number) WHERE state = 'QUEUED' AND NOT paused AND seats > 0;
CREATE INDEX jobs_gangs ON disco_coordinator.jobs(priority DESC, number) WHERE state = 'QUEUED' AND NOT paused AND seats > 1;
CREATE INDEX jobs_parts ON disco_coordinator.jobs(parent);

CREATE TABLE disco_coordinator.seats(
  job uuid REFERENCES disco_coordinator.jobs ON DELETE CASCADE, seat integer NOT NULL,
  member uuid NOT NULL UNIQUE REFERENCES disco_coordinator.members, PRIMARY KEY (job, seat));

CREATE TABLE disco_coordinator.results(
  job uuid PRIMARY KEY REFERENCES disco_coordinator.jobs ON DELETE CASCADE, attempt integer NOT NULL, member text NOT NULL,
  digest text NOT NULL, value text NOT NULL, artefacts text[] NOT NULL);

CREATE TABLE disco_coordinator.alarms(
  job uuid REFERENCES disco_coordinator.jobs ON DELETE CASCADE, attempt integer NOT NULL, member text NOT NULL,
  recorded text NOT NULL, reported text NOT NULL, PRIMARY KEY (job, attempt, reported));

CREATE TABLE disco_coordinator.artefacts(hash text PRIMARY KEY, bytes bytea NOT NULL, since timestamptz NOT NULL);
-- Not compressed, so that a part of a large one can be read without the rest.
ALTER TABLE disco_coordinator.artefacts ALTER COLUMN bytes SET STORAGE EXTERNAL;
`;
