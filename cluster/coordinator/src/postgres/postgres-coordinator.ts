import { isDiscoError, shownUrl } from '@disco-engine/kernel';
import { systemClock, type Clock } from '@disco-engine/transports/clock';
import { isJobName } from '../contract/check-requests.js';
import { Coordinator, type Collected } from '../contract/coordinator.js';
import type { Hint, Subscription } from '../contract/hint.js';
import type { Job, JobQuery, JobRequest, JobResult, Order } from '../contract/job.js';
import type { Leader, Leadership } from '../contract/leadership.js';
import type { Member, MemberOptions, Membership } from '../contract/member.js';
import { coordinatorClosed, jobUnknown } from '../contract/refusals.js';
import { HeldMembership } from '../membership/held-membership.js';
import { Hints } from '../membership/hints.js';
import { USUAL_TTL } from '../membership/usual-ttl.js';
import { Calls } from './calls.js';
import { pgDriver } from './connect.js';
import type { Driver } from './driver.js';
import { election } from './election.js';
import { failureOf, isPassing, unreachable } from './failures.js';
import { jobOf, resultOf } from './job-rows.js';
import { Notifications } from './notifications.js';
import { refusePooling } from './pooling-check.js';
import { PostgresArtefacts } from './postgres-artefacts.js';
import { PostgresLeadership } from './postgres-leadership.js';
import { PostgresMemberLink } from './postgres-member-link.js';
import { prepareSchema } from './prepare-schema.js';
import { flagIn, numberIn, optionalTextIn, textIn, textsIn } from './row-values.js';
import { submitted } from './submitted.js';

export interface PostgresCoordinatorOptions {
  /**
   * Milliseconds for which calls wait while the server is away, before they fail with `COORDINATOR_UNREACHABLE`. Members wait however long
   * it takes. Default: 15,000.
   */
  readonly patience?: number | undefined;
  /** Most connections for calls; there is one more for beats, one for notifications, and one for a leader. Default: 4. */
  readonly connections?: number | undefined;
  /** Times the beats. Leases are counted by the server alone. Default: the clock of this machine. */
  readonly clock?: Clock | undefined;
}

/**
 * A coordinator in a PostgreSQL database, for any number of hosts. Needs the package `pg`.
 *
 * @example
 * const coordinator = await PostgresCoordinator.open('postgres://farm@db/disco?sslmode=verify-full');
 */
export class PostgresCoordinator extends Coordinator {
  readonly #hints = new Hints();
  readonly #notifications: Notifications;
  readonly #artefacts: PostgresArtefacts;
  readonly #memberships = new Set<HeldMembership>();
  readonly #leaderships = new Set<PostgresLeadership>();
  readonly #closed = new AbortController();

  private constructor(
    readonly name: string,
    private readonly driver: Driver,
    private readonly calls: Calls,
    /** Over a connection of its own, which no large artefact holds up. */
    private readonly beats: Calls,
    private readonly clock: Clock,
  ) {
    super();
    this.#notifications = new Notifications(driver, clock, (hint) => this.#hints.tell(hint));
    this.#artefacts = new PostgresArtefacts(calls);
  }

  /**
   * Connects, and creates the schema `disco_coordinator` if the database has none.
   *
   * @param url as in `postgres://user@host/database`
   * @throws DiscoError `COORDINATOR_UNREACHABLE`, `COORDINATOR_REFUSED`, `PACKAGE_MISSING`; `COORDINATOR_UNFIT` behind a pooler that
   *   shares sessions; `COORDINATOR_NEWER` if a later version of the engine has written it
   */
  static async open(url: string, options: PostgresCoordinatorOptions = {}): Promise<PostgresCoordinator> {
    const name = shownUrl(url);
    const driver = await pgDriver(url);
    try {
      const one = await driver.open();
      try {
        const other = await driver.open();
        await refusePooling(name, one, other).finally(() => other.end().catch(() => undefined));
        await prepareSchema(name, one);
      } finally {
        await one.end().catch(() => undefined);
      }
    } catch (error) {
      if (isDiscoError(error)) throw error;
      throw isPassing(error) || isLogin(error) ? unreachable(name, error) : failureOf(name, error);
    }
    return PostgresCoordinator.over(name, driver, options);
  }

  /** @internal A coordinator in a database whose schema is there, over other connections. */
  static over(name: string, driver: Driver, options: PostgresCoordinatorOptions = {}): PostgresCoordinator {
    const { clock = systemClock, patience = 15_000, connections = 4 } = options;
    const callsOver = (most: number): Calls => new Calls(name, driver.pool(most), clock, patience);
    return new PostgresCoordinator(name, driver, callsOver(connections), callsOver(1), clock);
  }

  /** Whether `close` was called. */
  get isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  async join({ name, offers = [], ttl = USUAL_TTL }: MemberOptions): Promise<Membership> {
    this.#checkOpen();
    const link = new PostgresMemberLink(name, this.calls, this.beats);
    const asked = this.clock.now();
    await link.enter(offers, ttl);
    const watch = (listener: (hint: Hint) => void): Subscription => this.watch(listener);
    const membership = new HeldMembership({ name, ttl, asked, clock: this.clock, link, watch });
    this.#memberships.add(membership);
    return membership;
  }

  async members(): Promise<readonly Member[]> {
    const rows = await this.calls.rows('list_members()', []);
    return rows.map((row) => ({
      name: textIn(row, 'name'),
      offers: textsIn(row, 'offers'),
      isDraining: flagIn(row, 'draining'),
      left: numberIn(row, 'left_ms'),
      job: optionalTextIn(row, 'job'),
    }));
  }

  async drain(name: string): Promise<number> {
    const row = await this.calls.row('drain($1)', [name]);
    return row === undefined ? 0 : numberIn(row, 'drain');
  }

  async lead(candidate: string, signal?: AbortSignal): Promise<Leadership> {
    this.#checkOpen();
    const stop = signal === undefined ? this.#closed.signal : AbortSignal.any([signal, this.#closed.signal]);
    const elected = await election(this.name, this.driver, candidate, this.clock, stop);
    const leadership = new PostgresLeadership(elected, candidate, this.calls, this.beats, this.clock);
    this.#leaderships.add(leadership);
    return leadership;
  }

  async leader(): Promise<Leader | undefined> {
    const row = await this.calls.row('current_leader()', []);
    return row && { name: textIn(row, 'name'), term: numberIn(row, 'term') };
  }

  async submit(jobs: readonly JobRequest[]): Promise<readonly string[]> {
    const { ids, json, refusals } = submitted(jobs);
    await this.calls.rows('submit($1)', [json], { refusals });
    return ids;
  }

  async jobs({ ids, parent, kind, states }: JobQuery = {}): Promise<readonly Job[]> {
    // What cannot be a name would be an error of the database.
    if (parent !== undefined && !isJobName(parent)) return [];
    const values = [ids?.filter(isJobName) ?? null, parent ?? null, kind ?? null, states ?? null];
    return (await this.calls.rows('list_jobs($1, $2, $3, $4)', values)).map(jobOf);
  }

  async result(job: string): Promise<JobResult | undefined> {
    if (!isJobName(job)) throw jobUnknown(job);
    const refusals = { JOB_UNKNOWN: () => jobUnknown(job) };
    const row = await this.calls.row('result_of($1)', [job], { refusals });
    return row === undefined ? undefined : resultOf(job, row);
  }

  async order(job: string, order: Order): Promise<void> {
    if (!isJobName(job)) throw jobUnknown(job);
    const refusals = { JOB_UNKNOWN: () => jobUnknown(job) };
    await this.calls.rows('command($1, $2)', [job, order], { refusals });
  }

  put(bytes: Uint8Array): Promise<string> {
    return this.#artefacts.put(bytes);
  }

  get(hash: string): Promise<Uint8Array> {
    return this.#artefacts.get(hash);
  }

  watch(listener: (hint: Hint) => void): Subscription {
    return this.#hints.watch(listener);
  }

  async collect(milliseconds: number): Promise<Collected> {
    const row = await this.calls.row('collect($1)', [milliseconds]);
    if (row === undefined) return { jobs: 0, artefacts: 0 };
    return { jobs: numberIn(row, 'jobs_gone'), artefacts: numberIn(row, 'artefacts_gone') };
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    const reason = coordinatorClosed(this.name);
    this.#closed.abort(reason);
    for (const membership of this.#memberships) membership.end(reason);
    const leaderships = Array.from(this.#leaderships, (one) => one.drop());
    await Promise.all([...leaderships, this.#notifications.close(), this.calls.close(), this.beats.close()]);
  }

  #checkOpen(): void {
    this.#closed.signal.throwIfAborted();
  }
}

/** A wrong user, password or database: the address is as wrong as that of a server that is not there. */
function isLogin(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(28|3D)/.test(String(error.code));
}
