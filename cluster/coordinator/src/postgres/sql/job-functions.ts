import { ANYBODY, type SqlFunction } from './sql-function.js';

/** Jobs, results and artefacts. */
export const JOB_FUNCTIONS: readonly SqlFunction[] = [
  {
    signature: 'submit(p_jobs jsonb)',
    returns: 'void',
    body: `BEGIN PERFORM add(p_jobs); END`,
    roles: ['submitter'],
  },
  {
    signature: 'command(p_job uuid, p_order text)',
    returns: 'void',
    body: `BEGIN PERFORM instruct(p_job, p_order); END`,
    roles: ['submitter'],
  },
  {
    signature: 'list_jobs(p_ids uuid[], p_parent uuid, p_kind text, p_states text[])',
    returns: `TABLE (id uuid, kind text, payload text, priority integer, seats integer, least_seats integer, code text, parent uuid, state text,
      paused boolean, attempt integer, error text, members text[], alarms jsonb, ended_ago double precision)`,
    body: `BEGIN
      RETURN QUERY SELECT j.id, j.kind, j.payload, j.priority, j.seats, j.least_seats, j.code, j.parent, j.state, j.paused, j.attempt, j.error,
          ARRAY(SELECT m.name FROM seats s JOIN members m ON m.id = s.member WHERE s.job = j.id ORDER BY s.seat),
          coalesce((SELECT jsonb_agg(jsonb_build_object('attempt', a.attempt, 'member', a.member, 'recorded', a.recorded,
            'reported', a.reported) ORDER BY a.attempt, a.reported) FROM alarms a WHERE a.job = j.id), '[]'),
          CASE WHEN j.state NOT IN ('QUEUED', 'ASSIGNED')
            THEN (extract(epoch FROM clock_timestamp() - j.ended) * 1000)::double precision END
        FROM jobs j
        WHERE (p_ids IS NULL OR j.id = ANY (p_ids)) AND (p_parent IS NULL OR j.parent = p_parent)
          AND (p_kind IS NULL OR j.kind = p_kind) AND (p_states IS NULL OR j.state = ANY (p_states))
        ORDER BY j.number;
    END`,
    roles: ANYBODY,
  },
  {
    signature: 'result_of(p_job uuid)',
    returns: 'TABLE (attempt integer, member text, digest text, value text, artefacts text[])',
    body: `BEGIN
      IF NOT EXISTS (SELECT FROM jobs WHERE id = p_job) THEN PERFORM refuse('JOB_UNKNOWN'); END IF;
      RETURN QUERY SELECT r.attempt, r.member, r.digest, r.value, r.artefacts FROM results r WHERE r.job = p_job;
    END`,
    roles: ANYBODY,
  },
  {
    // The hash is computed here, so that nobody can store other bytes under it.
    signature: 'put(p_bytes bytea)',
    returns: 'text',
    body: `DECLARE h text := encode(sha256(p_bytes), 'hex');
    BEGIN
      INSERT INTO artefacts VALUES (h, p_bytes, clock_timestamp())
        ON CONFLICT (hash) DO UPDATE SET since = clock_timestamp();
      RETURN h;
    END`,
    roles: ANYBODY,
  },
  {
    signature: 'size_of(p_hash text)',
    returns: 'bigint',
    body: `BEGIN RETURN (SELECT octet_length(bytes) FROM artefacts WHERE hash = p_hash); END`,
    roles: ANYBODY,
  },
  {
    signature: 'part_of(p_hash text, p_from integer, p_length integer)',
    returns: 'bytea',
    body: `BEGIN RETURN (SELECT substring(bytes FROM p_from FOR p_length) FROM artefacts WHERE hash = p_hash); END`,
    roles: ANYBODY,
  },
];
