import { LOCK } from './lock.js';
import { ANYBODY, type SqlFunction } from './sql-function.js';

// Locks are taken in one order: the caller's own member, then its job or a queued one, then free members. Only one call at a time locks
// free members, and no free member waits for a queued job. A call that PostgreSQL ends to resolve a deadlock is made again.

/** What members call. The id of a member is known to nobody else, so nobody else can speak for it. */
export const MEMBER_FUNCTIONS: readonly SqlFunction[] = [
  {
    signature: 'enter(p_member uuid, p_name text, p_offers text[], p_ttl double precision)',
    returns: 'void',
    body: `BEGIN
      INSERT INTO members(id, name, offers, ttl, expires)
        VALUES (p_member, p_name, p_offers, p_ttl, clock_timestamp() + p_ttl * interval '1 millisecond')
        ON CONFLICT (id) DO NOTHING;
      PERFORM tell('members', NULL);
    END`,
    roles: ['worker'],
  },
  {
    signature: 'beat(p_member uuid, p_job uuid, p_attempt integer)',
    returns: 'TABLE (draining boolean, held boolean, paused boolean, canceled boolean)',
    body: `DECLARE is_draining boolean;
    BEGIN
      UPDATE members m SET expires = clock_timestamp() + m.ttl * interval '1 millisecond' WHERE m.id = p_member
        RETURNING m.draining INTO is_draining;
      IF NOT FOUND THEN PERFORM refuse('LEASE_OVER'); END IF;
      RETURN QUERY SELECT is_draining, coalesce(j.attempt = p_attempt AND s.member IS NOT NULL, false),
          coalesce(j.paused, false), coalesce(j.state = 'CANCELED', false)
        FROM (SELECT p_job AS id) asked LEFT JOIN jobs j ON j.id = asked.id
          LEFT JOIN seats s ON s.job = j.id AND s.member = p_member;
    END`,
    roles: ['worker'],
  },
  {
    // Members that could take a seat, now or when they are free.
    signature: 'usable(p_code text)',
    returns: 'bigint',
    body: `BEGIN
      RETURN (SELECT count(*) FROM members WHERE NOT draining AND expires > clock_timestamp()
        AND (p_code IS NULL OR p_code = ANY (offers)));
    END`,
    roles: [],
  },
  {
    signature: 'claim(p_member uuid)',
    returns: `TABLE (job uuid, kind text, payload text, parent uuid, code text, attempt integer, seat integer, seats integer,
      token text, paused boolean)`,
    body: `DECLARE m members; g jobs; j jobs; others uuid[]; wanted bigint;
    BEGIN
      -- Members that claim a job with several seats at once would each find the others busy with claiming.
      IF EXISTS (SELECT FROM jobs WHERE state = 'QUEUED' AND NOT paused AND seats > 1) THEN
        PERFORM pg_advisory_xact_lock(${LOCK}, 0);
      END IF;
      SELECT * INTO m FROM members WHERE id = p_member FOR UPDATE;
      IF NOT FOUND THEN PERFORM refuse('LEASE_OVER'); END IF;
      IF NOT EXISTS (SELECT FROM seats s WHERE s.member = m.id) AND NOT m.draining THEN
        -- A job with several seats that could be filled holds back all behind it, or it would never find enough free members at once.
        SELECT q.* INTO g FROM jobs q WHERE q.state = 'QUEUED' AND NOT q.paused AND q.seats > 1
            AND (q.code IS NULL OR q.code = ANY (m.offers))
            AND CASE WHEN q.attempt = 0 THEN q.seats ELSE q.least_seats END <= usable(q.code)
          ORDER BY q.priority DESC, q.number LIMIT 1;
        SELECT q.* INTO j FROM jobs q WHERE q.state = 'QUEUED' AND NOT q.paused AND q.seats = 1
            AND (q.code IS NULL OR q.code = ANY (m.offers))
            AND (g.id IS NULL OR q.priority > g.priority OR q.priority = g.priority AND q.number < g.number)
          ORDER BY q.priority DESC, q.number LIMIT 1 FOR UPDATE SKIP LOCKED;
        IF j.id IS NULL AND g.id IS NOT NULL THEN
          SELECT q.* INTO j FROM jobs q WHERE q.id = g.id AND q.state = 'QUEUED' AND NOT q.paused FOR UPDATE;
        END IF;
        -- A further attempt does with those that are left, but they may have become fewer since they were counted.
        wanted := CASE WHEN j.attempt = 0 OR j.seats = 1 THEN j.seats
          ELSE greatest(j.least_seats, least(j.seats, usable(j.code))) END;
        others := ARRAY(SELECT f.id FROM members f WHERE j.seats > 1 AND f.id <> m.id AND NOT f.draining
            AND f.expires > clock_timestamp() AND (j.code IS NULL OR j.code = ANY (f.offers))
            AND NOT EXISTS (SELECT FROM seats s WHERE s.member = f.id)
          ORDER BY f.number LIMIT greatest(0, wanted - 1) FOR UPDATE);
        -- Looks again: they may have claimed something before their rows were locked.
        others := ARRAY(SELECT one FROM unnest(others) AS one WHERE NOT EXISTS (SELECT FROM seats s WHERE s.member = one));
        IF j.id IS NOT NULL AND cardinality(others) = wanted - 1 THEN
          UPDATE jobs q SET state = 'ASSIGNED', attempt = q.attempt + 1,
            token = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') WHERE q.id = j.id;
          INSERT INTO seats(job, seat, member) SELECT j.id, place - 1, one FROM unnest(m.id || others) WITH ORDINALITY AS placed(one, place);
          IF j.seats > 1 THEN PERFORM tell('jobs', j.id); END IF;
        END IF;
      END IF;
      RETURN QUERY SELECT q.id, q.kind, q.payload, q.parent, q.code, q.attempt, s.seat,
          (SELECT count(*) FROM seats x WHERE x.job = q.id)::integer, q.token, q.paused
        FROM seats s JOIN jobs q ON q.id = s.job WHERE s.member = m.id;
    END`,
    roles: ['worker'],
  },
  {
    // Locked, so that an attempt is not over before what it was told is there.
    signature: 'check_seat(p_member uuid, p_job uuid, p_attempt integer)',
    returns: 'void',
    body: `DECLARE j jobs;
    BEGIN
      IF NOT EXISTS (SELECT FROM members WHERE id = p_member) THEN PERFORM refuse('LEASE_OVER'); END IF;
      SELECT * INTO j FROM jobs WHERE id = p_job FOR SHARE;
      IF NOT FOUND OR j.attempt <> p_attempt OR NOT EXISTS (SELECT FROM seats s WHERE s.job = p_job AND s.member = p_member) THEN
        PERFORM refuse('ATTEMPT_OVER');
      END IF;
    END`,
    roles: [],
  },
  {
    signature: 'announce(p_member uuid, p_job uuid, p_attempt integer, p_text text)',
    returns: 'void',
    body: `BEGIN
      PERFORM check_seat(p_member, p_job, p_attempt);
      UPDATE seats SET told = p_text WHERE job = p_job AND member = p_member;
      PERFORM tell('seats', p_job);
    END`,
    roles: ['worker'],
  },
  {
    signature: 'announced(p_member uuid, p_job uuid, p_attempt integer)',
    returns: 'TABLE (told text)',
    body: `BEGIN
      PERFORM check_seat(p_member, p_job, p_attempt);
      RETURN QUERY SELECT s.told FROM seats s WHERE s.job = p_job ORDER BY s.seat;
    END`,
    roles: ['worker'],
  },
  {
    signature:
      'commit(p_member uuid, p_name text, p_job uuid, p_attempt integer, p_digest text, p_value text, p_error text, p_artefacts text[])',
    returns: 'TABLE (committed text, counts text)',
    body: `BEGIN
      RETURN QUERY SELECT * FROM record(p_member, p_name, p_job, p_attempt, p_digest, p_value, p_error, p_artefacts);
    END`,
    roles: ['worker'],
  },
  {
    signature: 'release(p_member uuid, p_job uuid, p_attempt integer, p_reason text)',
    returns: 'void',
    body: `DECLARE j jobs;
    BEGIN
      PERFORM FROM members WHERE id = p_member FOR UPDATE;
      IF NOT FOUND THEN PERFORM refuse('LEASE_OVER'); END IF;
      SELECT * INTO j FROM jobs WHERE id = p_job FOR UPDATE;
      IF NOT FOUND OR j.attempt <> p_attempt OR NOT EXISTS (SELECT FROM seats s WHERE s.job = p_job AND s.member = p_member) THEN
        PERFORM refuse('ATTEMPT_OVER');
      END IF;
      PERFORM requeue(p_job, p_reason);
    END`,
    roles: ['worker'],
  },
  {
    signature: 'leave(p_member uuid)',
    returns: 'void',
    body: `DECLARE held uuid;
    BEGIN
      PERFORM FROM members WHERE id = p_member FOR UPDATE;
      SELECT s.job INTO held FROM seats s WHERE s.member = p_member;
      IF FOUND THEN
        PERFORM FROM jobs WHERE id = held FOR UPDATE;
        -- Looks again: the job may have been given to others before its row was locked.
        IF EXISTS (SELECT FROM seats s WHERE s.job = held AND s.member = p_member) THEN PERFORM requeue(held, NULL); END IF;
      END IF;
      DELETE FROM members WHERE id = p_member;
      PERFORM tell('members', NULL);
    END`,
    roles: ['worker'],
  },
  {
    signature: 'list_members()',
    returns: 'TABLE (name text, offers text[], draining boolean, left_ms double precision, job uuid)',
    body: `BEGIN
      RETURN QUERY SELECT m.name, m.offers, m.draining,
          (extract(epoch FROM m.expires - clock_timestamp()) * 1000)::double precision, s.job
        FROM members m LEFT JOIN seats s ON s.member = m.id ORDER BY m.number;
    END`,
    roles: ANYBODY,
  },
];
