import { REFUSED, type SqlFunction } from './sql-function.js';

/** What the other functions call. Nobody else may. */
export const SHARED_FUNCTIONS: readonly SqlFunction[] = [
  {
    signature: 'refuse(p_code text)',
    returns: 'void',
    body: `BEGIN RAISE EXCEPTION '%', p_code USING ERRCODE = '${REFUSED}'; END`,
    roles: [],
  },
  {
    signature: 'tell(p_about text, p_job uuid)',
    returns: 'void',
    body: `BEGIN PERFORM pg_notify('disco_coordinator', p_about || ' ' || coalesce(p_job::text, '')); END`,
    roles: [],
  },
  {
    // Takes a job away from its members.
    signature: 'requeue(p_job uuid, p_reason text)',
    returns: 'void',
    body: `BEGIN
      DELETE FROM seats WHERE job = p_job;
      UPDATE jobs SET lost = lost + CASE WHEN p_reason IS NULL THEN 0 ELSE 1 END, state = 'QUEUED', token = NULL
        WHERE id = p_job AND state = 'ASSIGNED';
      UPDATE jobs SET state = 'FAILED', ended = clock_timestamp(),
          error = 'gave up after ' || lost || ' lost attempts; the last one: ' || p_reason
        WHERE id = p_job AND state = 'QUEUED' AND p_reason IS NOT NULL AND lost > losses;
      PERFORM tell('orders', p_job);
      PERFORM tell('jobs', p_job);
    END`,
    roles: [],
  },
  {
    // Renews artefacts, so that none is collected before it is referred to: whoever collects looks at the age again after waiting for
    // the lock.
    signature: 'refer(p_artefacts text[])',
    returns: 'void',
    body: `DECLARE found_artefacts integer;
    BEGIN
      PERFORM FROM artefacts WHERE hash = ANY (p_artefacts) ORDER BY hash FOR UPDATE;
      UPDATE artefacts SET since = clock_timestamp() WHERE hash = ANY (p_artefacts);
      GET DIAGNOSTICS found_artefacts = ROW_COUNT;
      IF found_artefacts < (SELECT count(DISTINCT one) FROM unnest(p_artefacts) AS one) THEN
        PERFORM refuse('ARTEFACT_UNKNOWN');
      END IF;
    END`,
    roles: [],
  },
  {
    // The first result of a job counts; any other is compared with it. p_member is null for the leader.
    signature:
      'record(p_member uuid, p_name text, p_job uuid, p_attempt integer, p_digest text, p_value text, p_error text, p_artefacts text[])',
    returns: 'TABLE (committed text, counts text)',
    body: `DECLARE j jobs; r results;
    BEGIN
      SELECT * INTO j FROM jobs WHERE id = p_job FOR UPDATE;
      IF NOT FOUND THEN PERFORM refuse('JOB_UNKNOWN'); END IF;
      SELECT * INTO r FROM results WHERE job = p_job;
      IF FOUND AND r.digest = p_digest THEN
        RETURN QUERY SELECT 'repeated', p_digest; RETURN;
      ELSIF FOUND THEN
        INSERT INTO alarms VALUES (p_job, p_attempt, p_name, r.digest, p_digest) ON CONFLICT DO NOTHING;
        PERFORM tell('results', p_job);
        RETURN QUERY SELECT 'differs', r.digest; RETURN;
      END IF;
      IF j.state = 'CANCELED' THEN PERFORM refuse('JOB_CANCELED'); END IF;
      IF p_member IS NULL AND (j.seats > 0 OR j.state <> 'QUEUED') THEN PERFORM refuse('ATTEMPT_OVER'); END IF;
      IF p_member IS NOT NULL AND (j.attempt <> p_attempt
          OR NOT EXISTS (SELECT FROM seats s WHERE s.job = p_job AND s.member = p_member)) THEN
        PERFORM refuse('ATTEMPT_OVER');
      END IF;
      PERFORM refer(p_artefacts);
      INSERT INTO results VALUES (p_job, p_attempt, p_name, p_digest, p_value, p_artefacts);
      DELETE FROM seats WHERE job = p_job;
      UPDATE jobs SET state = CASE WHEN p_error IS NULL THEN 'FINISHED' ELSE 'FAILED' END, error = p_error,
        token = NULL, ended = clock_timestamp() WHERE id = p_job;
      IF p_member IS NULL THEN
        -- Nobody needs the parts that are left: an earlier leader may have queued more than the result took.
        PERFORM FROM jobs WHERE parent = p_job ORDER BY number FOR UPDATE;
        DELETE FROM seats WHERE job IN (SELECT id FROM jobs WHERE parent = p_job);
        UPDATE jobs SET state = 'CANCELED', token = NULL, ended = clock_timestamp()
          WHERE parent = p_job AND state IN ('QUEUED', 'ASSIGNED');
        PERFORM tell('orders', p_job);
      END IF;
      PERFORM tell('results', p_job);
      -- The other members of the attempt are free.
      IF j.seats > 1 THEN PERFORM tell('orders', p_job); END IF;
      RETURN QUERY SELECT 'recorded', p_digest;
    END`,
    roles: [],
  },
  {
    signature: 'add(p_jobs jsonb)',
    returns: 'void',
    body: `DECLARE r record; above_state text; above_paused boolean;
    BEGIN
      FOR r IN SELECT * FROM jsonb_to_recordset(p_jobs) AS one(id uuid, kind text, payload text, priority integer,
          seats integer, least_seats integer, code text, parent uuid, losses integer, needs text[]) LOOP
        above_state := NULL; above_paused := false;
        IF r.parent IS NOT NULL THEN
          -- Locked, so that an order to the parent reaches this job too.
          SELECT state, paused INTO above_state, above_paused FROM jobs WHERE id = r.parent FOR SHARE;
          IF NOT FOUND THEN PERFORM refuse('JOB_UNKNOWN'); END IF;
        END IF;
        PERFORM refer(coalesce(r.needs, '{}'));
        -- A process of an earlier version, which was connected when the schema was changed, says nothing of seats and needs.
        INSERT INTO jobs(id, kind, payload, priority, seats, least_seats, code, parent, losses, needs, state, paused, ended)
          VALUES (r.id, r.kind, r.payload, r.priority, r.seats, coalesce(r.least_seats, r.seats), r.code, r.parent,
            r.losses, coalesce(r.needs, '{}'), CASE WHEN above_state = 'CANCELED' THEN 'CANCELED' ELSE 'QUEUED' END,
            above_paused, clock_timestamp())
          ON CONFLICT (id) DO NOTHING;
      END LOOP;
      PERFORM tell('jobs', NULL);
    END`,
    roles: [],
  },
  {
    signature: 'instruct(p_job uuid, p_order text)',
    returns: 'void',
    body: `BEGIN
      PERFORM FROM jobs WHERE id = p_job OR parent = p_job ORDER BY number FOR UPDATE;
      IF NOT EXISTS (SELECT FROM jobs WHERE id = p_job) THEN PERFORM refuse('JOB_UNKNOWN'); END IF;
      IF p_order = 'cancel' THEN
        DELETE FROM seats WHERE job IN (SELECT id FROM jobs WHERE id = p_job OR parent = p_job);
        UPDATE jobs SET state = 'CANCELED', token = NULL, ended = clock_timestamp()
          WHERE (id = p_job OR parent = p_job) AND state IN ('QUEUED', 'ASSIGNED');
      ELSE
        UPDATE jobs SET paused = p_order = 'pause'
          WHERE (id = p_job OR parent = p_job) AND state IN ('QUEUED', 'ASSIGNED');
      END IF;
      PERFORM tell('orders', p_job);
      PERFORM tell('jobs', NULL);
    END`,
    roles: [],
  },
];
