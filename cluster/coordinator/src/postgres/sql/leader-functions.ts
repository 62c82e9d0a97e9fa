import { LOCK } from './lock.js';
import { ANYBODY, type SqlFunction } from './sql-function.js';

// The session of a leader holds an advisory lock for its term, so that the next one need not wait for a lease after a crash. A process
// that is halted keeps its session; then the lease ends its term.
const SESSION_LIVES = `EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = ${LOCK}
  AND objid = l.term AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/** What candidates and the leader call. Whatever the leader writes carries its term, and fails if that is not the current one. */
export const LEADER_FUNCTIONS: readonly SqlFunction[] = [
  {
    signature: 'check_term(p_term integer)',
    returns: 'void',
    // Locked, so that the next term begins after what this one writes.
    body: `BEGIN
      PERFORM FROM leader WHERE term = p_term AND name IS NOT NULL FOR SHARE;
      IF NOT FOUND THEN PERFORM refuse('LEADERSHIP_OVER'); END IF;
    END`,
    roles: [],
  },
  {
    // Must be called in a session that the leader keeps. Returns null while another one leads.
    signature: 'elect(p_name text, p_ttl double precision)',
    returns: 'integer',
    body: `DECLARE l leader;
    BEGIN
      SELECT * INTO l FROM leader FOR UPDATE;
      IF l.name IS NOT NULL AND l.expires > clock_timestamp() AND ${SESSION_LIVES} THEN RETURN NULL; END IF;
      IF NOT pg_try_advisory_lock(${LOCK}, l.term + 1) THEN RETURN NULL; END IF;
      UPDATE leader SET term = l.term + 1, name = p_name, since = clock_timestamp(),
        expires = clock_timestamp() + p_ttl * interval '1 millisecond';
      RETURN l.term + 1;
    END`,
    roles: ['leader'],
  },
  {
    signature: 'lead_on(p_term integer, p_ttl double precision)',
    returns: 'void',
    body: `BEGIN
      UPDATE leader SET expires = clock_timestamp() + p_ttl * interval '1 millisecond' WHERE term = p_term AND name IS NOT NULL;
      IF NOT FOUND THEN PERFORM refuse('LEADERSHIP_OVER'); END IF;
    END`,
    roles: ['leader'],
  },
  {
    signature: 'resign(p_term integer)',
    returns: 'void',
    body: `BEGIN UPDATE leader SET name = NULL WHERE term = p_term; END`,
    roles: ['leader'],
  },
  {
    signature: 'current_leader()',
    returns: 'TABLE (name text, term integer)',
    body: `BEGIN
      RETURN QUERY SELECT l.name, l.term FROM leader l
        WHERE l.name IS NOT NULL AND l.expires > clock_timestamp() AND ${SESSION_LIVES};
    END`,
    roles: ANYBODY,
  },
  {
    // A lease gets another ttl after a new leader was elected, or the server was started: there was nobody to beat to.
    signature: 'reap(p_term integer)',
    returns: 'TABLE (name text, job uuid)',
    body: `DECLARE m members; since timestamptz; held uuid;
    BEGIN
      PERFORM check_term(p_term);
      since := greatest((SELECT l.since FROM leader l), pg_postmaster_start_time());
      FOR m IN SELECT * FROM members x WHERE x.expires <= clock_timestamp()
          AND since + x.ttl * interval '1 millisecond' <= clock_timestamp() ORDER BY x.number FOR UPDATE SKIP LOCKED LOOP
        held := (SELECT s.job FROM seats s WHERE s.member = m.id);
        IF held IS NOT NULL THEN
          PERFORM FROM jobs WHERE id = held FOR UPDATE;
          IF EXISTS (SELECT FROM seats s WHERE s.job = held AND s.member = m.id) THEN
            PERFORM requeue(held, 'the lease of ' || m.name || ' was over');
          END IF;
        END IF;
        DELETE FROM members WHERE id = m.id;
        PERFORM tell('members', NULL);
        PERFORM tell('orders', NULL);
        RETURN QUERY SELECT m.name, held;
      END LOOP;
    END`,
    roles: ['leader'],
  },
  {
    signature: 'lead_submit(p_term integer, p_jobs jsonb)',
    returns: 'void',
    body: `BEGIN PERFORM check_term(p_term); PERFORM add(p_jobs); END`,
    roles: ['leader'],
  },
  {
    signature: 'lead_command(p_term integer, p_job uuid, p_order text)',
    returns: 'void',
    body: `BEGIN PERFORM check_term(p_term); PERFORM instruct(p_job, p_order); END`,
    roles: ['leader'],
  },
  {
    signature:
      'settle(p_term integer, p_name text, p_job uuid, p_digest text, p_value text, p_error text, p_artefacts text[])',
    returns: 'TABLE (committed text, counts text)',
    body: `BEGIN
      PERFORM check_term(p_term);
      RETURN QUERY SELECT * FROM record(NULL, p_name, p_job, 0, p_digest, p_value, p_error, p_artefacts);
    END`,
    roles: ['leader'],
  },
  {
    signature: 'drain(p_name text)',
    returns: 'integer',
    body: `DECLARE many integer;
    BEGIN
      PERFORM FROM members WHERE name = p_name OR starts_with(name, p_name || '/') ORDER BY number FOR UPDATE;
      UPDATE members SET draining = true WHERE name = p_name OR starts_with(name, p_name || '/');
      GET DIAGNOSTICS many = ROW_COUNT;
      PERFORM tell('orders', NULL);
      RETURN many;
    END`,
    roles: ['leader'],
  },
  {
    signature: 'collect(p_ms double precision)',
    returns: 'TABLE (jobs_gone bigint, artefacts_gone bigint)',
    body: `DECLARE before timestamptz := clock_timestamp() - p_ms * interval '1 millisecond'; old uuid[]; a bigint; b bigint;
    BEGIN
      old := ARRAY(SELECT id FROM jobs WHERE parent IS NULL AND state IN ('FINISHED', 'FAILED', 'CANCELED') AND ended <= before
        ORDER BY number FOR UPDATE);
      a := (SELECT count(*) FROM jobs WHERE id = ANY (old) OR parent = ANY (old));
      DELETE FROM jobs WHERE id = ANY (old);
      DELETE FROM artefacts x WHERE x.since <= before
        AND NOT EXISTS (SELECT FROM (SELECT unnest(artefacts) AS used FROM results) u WHERE u.used = x.hash)
        AND NOT EXISTS (SELECT FROM (SELECT unnest(needs) AS used FROM jobs) u WHERE u.used = x.hash);
      GET DIAGNOSTICS b = ROW_COUNT;
      RETURN QUERY SELECT a, b;
    END`,
    roles: ['leader'],
  },
];
