import type { Mutant } from './mutants.js';

/**
 * Mutants that the simulation of a farm finds. Three rules are not among them, because another rule makes up for each: a member asks whether
 * its lease holds before it speaks, stops what was taken from it, and a leader steps back by its own clock; the database refuses all three
 * anyway. The SQL of the database is not simulated; the suite of the coordinators tests it.
 */
export const FARM_MUTANTS: readonly Mutant[] = [
  {
    does: 'counts the result of an attempt that is over',
    seed: 16,
    file: 'cluster/coordinator/src/local/local-results.ts',
    from: 'job.attempt === attempt && member.job === job',
    to: 'true',
  },
  {
    does: 'lets a member that is lost go on',
    seed: 2,
    file: 'cluster/coordinator/src/local/local-member-link.ts',
    from: 'if (this.member.isLost)',
    to: 'if (false)',
  },
  {
    does: 'lets a leader write whose term is over',
    seed: 5,
    file: 'cluster/coordinator/src/local/local-leadership.ts',
    from: 'const since = this.terms.since(this.term);\n\t\tif (since === void 0)',
    to: 'const since = this.terms.since(this.term) ?? 0;\n\t\tif (false)',
  },
  {
    does: 'does not spare members after an election',
    seed: 2,
    file: 'cluster/coordinator/src/local/local-leadership.ts',
    from: 'Math.max(expires, since + ttl) <= now',
    to: 'expires <= now',
  },
  {
    does: 'overwrites a result',
    seed: 133,
    file: 'cluster/coordinator/src/local/local-results.ts',
    from: 'if (known !== void 0) {',
    to: 'if (false) {',
  },
  {
    does: 'takes a result that is repeated for another one',
    seed: 10,
    file: 'cluster/coordinator/src/local/local-results.ts',
    from: 'if (known.digest === digest)',
    to: 'if (false)',
  },
  {
    does: 'assigns another job to a member that asks again',
    seed: 38,
    file: 'cluster/coordinator/src/local/local-claims.ts',
    from: 'if (member.job !== void 0)',
    to: 'if (false)',
  },
  {
    does: 'forgets what earlier leaders have queued',
    seed: 2,
    file: 'cluster/coordinator/src/farm/replication-queue.ts',
    from: 'if (state !== "CANCELED" && state !== "FAILED")',
    to: 'if (false)',
  },
  {
    does: 'waits for connections that take no leave',
    seed: 1,
    file: 'cluster/coordinator/src/postgres/connect.ts',
    from: 'await Promise.race([goodbye, sleep(clock, END_WITHIN, over.signal)]);',
    to: 'await goodbye;',
  },
  {
    does: 'takes a full disk for a failure of the experiment',
    seed: 42,
    file: 'cluster/coordinator/src/farm/conduct-experiment.ts',
    from: 'code === "RESULTS_UNWRITABLE" || ',
    to: '',
  },
  {
    does: 'keeps the job of a member that is lost',
    seed: 16,
    file: 'cluster/coordinator/src/local/local-leadership.ts',
    from: 'if (member.job !== void 0)',
    to: 'if (false)',
  },
  {
    does: 'goes on with a lease that was refused',
    seed: 62,
    file: 'cluster/coordinator/src/membership/held-membership.ts',
    from: 'if (isDiscoError(error, "LEASE_OVER"))',
    to: 'if (false)',
  },
  {
    does: 'waits for a small log as long as for a large one',
    seed: 13,
    file: 'cluster/coordinator/src/postgres/postgres-artefacts.ts',
    from: 'Math.min(WITHIN, ANSWER_WITHIN + bytes / BYTES_PER_MILLISECOND)',
    to: 'WITHIN',
  },
];
