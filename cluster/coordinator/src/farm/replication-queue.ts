import { DiscoError } from '@disco-engine/kernel';
import type { Clock } from '@disco-engine/transports/clock';
import type { Coordinator } from '../contract/coordinator.js';
import type { Job, JobRequest } from '../contract/job.js';
import type { Leadership } from '../contract/leadership.js';
import { jobCanceled } from '../contract/refusals.js';
import { Awaken } from './awaken.js';
import { batchSize } from './batch-size.js';
import {
  keyText,
  parseReplications,
  parseReported,
  REPLICATIONS,
  type ReportedReplication,
  type WantedReplication,
} from './farm-messages.js';

/** A replication that somebody waits for. */
interface Wanted {
  readonly key: WantedReplication;
  readonly signal: AbortSignal;
  readonly onStart: () => void;
  readonly resolve: (reported: ReportedReplication) => void;
  readonly reject: (error: unknown) => void;
}

/** Milliseconds between two looks at the jobs under way, if no hint comes. */
const LOOK_EVERY = 1_000;

/**
 * The replications of one experiment as jobs. What earlier leaders have queued, it finds again, so that nothing is run twice. It queues
 * little more than the members can take, because a stop rule may make the rest unnecessary.
 */
export class ReplicationQueue {
  readonly #jobs = new Map<string, { readonly keys: readonly string[]; readonly wanted: Map<string, Wanted> }>();
  readonly #jobOf = new Map<string, string>();
  #waiting: Wanted[] = [];
  #members = 1;
  /** Of the replications that have ended. */
  readonly #seconds: number[] = [];
  readonly #awaken: Awaken;

  constructor(
    private readonly coordinator: Coordinator,
    private readonly leadership: Leadership,
    private readonly parent: Job,
    private readonly request: { readonly model: string; readonly scenario: string; readonly code: string },
    clock: Clock,
    /** Ends this leader's part in the experiment. What is under way goes on, for the next leader to find. */
    private readonly ending: AbortSignal,
  ) {
    this.#awaken = new Awaken(coordinator, clock, ['results', 'orders', 'members']);
  }

  /** Finds what earlier leaders have queued, and works until the end. */
  async serve(): Promise<void> {
    const signal = this.ending;
    try {
      const parts = await this.coordinator.jobs({ parent: this.parent.id, kind: REPLICATIONS });
      for (const { id, payload, state } of parts)
        if (state !== 'CANCELED' && state !== 'FAILED') this.#keep(id, parseReplications(payload).keys.map(keyText));
      while (!signal.aborted) {
        this.#members = Math.max(1, (await this.coordinator.members()).filter((one) => this.#isUsable(one)).length);
        await this.#submit();
        await this.#look();
        await this.#awaken.wait(LOOK_EVERY, signal);
      }
    } finally {
      this.#awaken.end();
    }
  }

  /** Runs a replication, or finds what was run before. @param onStart called when a worker has begun */
  replicate(key: WantedReplication, signal: AbortSignal, onStart: () => void): Promise<ReportedReplication> {
    return new Promise((resolve, reject) => {
      // An aborted signal tells nobody any more.
      if (signal.aborted) return reject(signal.reason);
      const wanted: Wanted = { key, signal, onStart, resolve, reject };
      this.#waiting.push(wanted);
      signal.addEventListener('abort', () => this.#giveUp(wanted), { once: true });
      this.#awaken.now();
    });
  }

  #isUsable({ isDraining, offers }: { readonly isDraining: boolean; readonly offers: readonly string[] }): boolean {
    return !isDraining && offers.includes(this.request.code);
  }

  #keep(id: string, keys: readonly string[]): void {
    this.#jobs.set(id, { keys, wanted: new Map() });
    for (const key of keys) this.#jobOf.set(key, id);
  }

  async #submit(): Promise<void> {
    const fresh: Wanted[] = [];
    for (const wanted of this.#waiting) {
      const id = this.#jobOf.get(keyText(wanted.key));
      if (id === undefined) fresh.push(wanted);
      else this.#jobs.get(id)?.wanted.set(keyText(wanted.key), wanted);
    }
    const size = batchSize(this.#seconds, fresh.length, this.#members);
    const underWay = [...this.#jobs.values()].filter(({ wanted }) => wanted.size > 0).length;
    const room = Math.max(0, this.#members + Math.ceil(this.#members / 2) + 1 - underWay);
    const batches = Array.from({ length: room }, (_, at) => fresh.slice(at * size, (at + 1) * size));
    const full = batches.filter((batch) => batch.length > 0);
    this.#waiting = fresh.slice(room * size);
    if (full.length === 0) return;
    const { model, scenario, code } = this.request;
    const requests = full.map((batch): JobRequest => {
      const payload = JSON.stringify({ model, scenario, keys: batch.map(({ key }) => key) });
      return { kind: REPLICATIONS, payload, code, priority: this.parent.priority, parent: this.parent.id };
    });
    const ids = await this.leadership.submit(requests);
    ids.forEach((id, at) => {
      const batch = full[at] ?? [];
      this.#keep(
        id,
        batch.map(({ key }) => keyText(key)),
      );
      for (const wanted of batch) this.#jobs.get(id)?.wanted.set(keyText(wanted.key), wanted);
    });
  }

  async #look(): Promise<void> {
    const ids = [...this.#jobs].filter(([, { wanted }]) => wanted.size > 0).map(([id]) => id);
    if (ids.length === 0) return;
    for (const job of await this.coordinator.jobs({ ids })) {
      const wanted = this.#jobs.get(job.id)?.wanted ?? new Map<string, Wanted>();
      if (job.state === 'ASSIGNED') for (const { onStart } of wanted.values()) onStart();
      if (job.state === 'FINISHED') await this.#finish(job.id, wanted);
      if (job.state === 'CANCELED') this.#drop(job.id, wanted, jobCanceled(job.id));
      if (job.state === 'FAILED') this.#drop(job.id, wanted, failed(job));
    }
  }

  async #finish(id: string, wanted: Map<string, Wanted>): Promise<void> {
    const result = await this.coordinator.result(id);
    for (const reported of parseReported(result?.value ?? '')) {
      const key = keyText(reported.record);
      if (!wanted.has(key)) continue;
      this.#seconds.push(reported.record.seconds);
      wanted.get(key)?.resolve(reported);
      wanted.delete(key);
    }
    const lacking = new DiscoError('JOB_UNREADABLE', `the result of job ${id} lacks replications of the job`);
    for (const { reject } of wanted.values()) reject(lacking);
    // The job stays known: another of its replications may be wanted later.
    wanted.clear();
    this.#awaken.now();
  }

  #drop(id: string, wanted: Map<string, Wanted>, error: DiscoError): void {
    for (const { reject } of wanted.values()) reject(error);
    wanted.clear();
    // Its replications may be wanted again, but not from this job.
    for (const key of this.#jobs.get(id)?.keys ?? []) this.#jobOf.delete(key);
    this.#jobs.delete(id);
  }

  #giveUp(wanted: Wanted): void {
    this.#waiting = this.#waiting.filter((one) => one !== wanted);
    wanted.reject(wanted.signal.reason);
    for (const [id, job] of this.#jobs) {
      if (job.wanted.get(keyText(wanted.key)) !== wanted) continue;
      job.wanted.delete(keyText(wanted.key));
      if (job.wanted.size > 0 || this.ending.aborted) continue;
      this.#drop(id, job.wanted, jobCanceled(id));
      // If that fails, a worker does what nobody waits for.
      void this.leadership.order(id, 'cancel').catch(() => undefined);
    }
  }
}

function failed({ id, error = 'no reason is known' }: Job): DiscoError {
  return new DiscoError('JOB_FAILED', `job ${id} failed: ${error}`);
}
