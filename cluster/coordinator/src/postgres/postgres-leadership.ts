import type { Clock, Timer } from '@disco-engine/transports/clock';
import { isJobName } from '../contract/check-requests.js';
import type { JobRequest, Order, ResultDraft } from '../contract/job.js';
import type { Leadership } from '../contract/leadership.js';
import type { Committed, LostMember } from '../contract/member.js';
import { jobUnknown, leadershipOver, replicationDiffers } from '../contract/refusals.js';
import type { Calls, Parameter, Refusals, Row } from './calls.js';
import { ended } from './connect.js';
import type { SqlClient } from './driver.js';
import { LEADER_TTL, type Elected } from './election.js';
import { commitRefusals, committedOf } from './postgres-member-link.js';
import { optionalTextIn, textIn } from './row-values.js';
import { submitted } from './submitted.js';

/** Leads as long as its session lives and its beats arrive. */
export class PostgresLeadership implements Leadership {
  readonly term: number;
  readonly #client: SqlClient;
  readonly #over = new AbortController();
  readonly #refusals: Refusals;
  #timer: Timer | undefined;
  /** Ends the term when its lease may be over, although a beat is under way. */
  #expiry: Timer | undefined;

  constructor(
    elected: Elected,
    private readonly name: string,
    private readonly calls: Calls,
    private readonly beats: Calls,
    private readonly clock: Clock,
  ) {
    this.term = elected.term;
    this.#client = elected.client;
    this.#refusals = { LEADERSHIP_OVER: () => this.#end() };
    this.#expire(elected.asked);
    this.#client.once('end', () => this.#end());
    this.#schedule();
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  async reap(): Promise<readonly LostMember[]> {
    const rows = await this.#write('reap($1)', [this.term]);
    return rows.map((row) => ({ name: textIn(row, 'name'), job: optionalTextIn(row, 'job') }));
  }

  async submit(jobs: readonly JobRequest[]): Promise<readonly string[]> {
    const { ids, json, refusals } = submitted(jobs);
    await this.#write('lead_submit($1, $2)', [this.term, json], refusals);
    return ids;
  }

  async order(job: string, order: Order): Promise<void> {
    if (!isJobName(job)) throw jobUnknown(job);
    const refusals = { JOB_UNKNOWN: () => jobUnknown(job) };
    await this.#write('lead_command($1, $2, $3)', [this.term, job, order], refusals);
  }

  async settle(job: string, { digest, value, error, artefacts = [] }: ResultDraft): Promise<Committed> {
    if (!isJobName(job)) throw jobUnknown(job);
    const values = [this.term, this.name, job, digest, value, error ?? null, artefacts];
    const [row] = await this.#write('settle($1, $2, $3, $4, $5, $6, $7)', values, commitRefusals(job, 0, artefacts));
    const { committed, digest: counts } = committedOf(row);
    if (committed === 'differs') throw replicationDiffers(job, counts, digest);
    return committed;
  }

  async resign(): Promise<void> {
    if (this.signal.aborted) return;
    // If the server is away, the session ends anyway, and with it the term.
    await this.calls.rows('resign($1)', [this.term], { patience: 0 }).catch(() => undefined);
    this.#end();
    await ended(this.#client, this.clock);
  }

  /** Ends it without a word to the coordinator. */
  async drop(): Promise<void> {
    this.#end();
    await ended(this.#client, this.clock);
  }

  async #write(call: string, values: readonly Parameter[], refusals: Refusals = {}): Promise<readonly Row[]> {
    this.signal.throwIfAborted();
    const options = { refusals: { ...this.#refusals, ...refusals }, signal: this.signal };
    return this.calls.rows(call, values, options);
  }

  #schedule(): void {
    this.#timer = this.clock.after(LEADER_TTL / 3, () => void this.#beat());
  }

  async #beat(): Promise<void> {
    const sent = this.clock.now();
    const options = { refusals: this.#refusals, patience: 0 };
    try {
      await this.beats.rows('lead_on($1, $2)', [this.term, LEADER_TTL], options);
      if (!this.signal.aborted) this.#expire(sent);
    } catch {
      // Either the term is over, which `#end` has told, or the server is away.
    }
    if (!this.signal.aborted) this.#schedule();
  }

  /** @param since when the server may have begun to count the lease */
  #expire(since: number): void {
    this.#expiry?.cancel();
    this.#expiry = this.clock.after(since + LEADER_TTL - this.clock.now(), () => void this.#end());
  }

  #end(): ReturnType<typeof leadershipOver> {
    const reason = leadershipOver(this.term);
    this.#over.abort(reason);
    this.#timer?.cancel();
    this.#expiry?.cancel();
    // The session holds the lock of the term.
    void ended(this.#client, this.clock);
    return reason;
  }
}
