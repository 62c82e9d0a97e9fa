import type { LocalMember } from '../local/local-state.js';

/** Who works on a job. */
interface Holding {
  readonly attempt: number;
  readonly members: readonly LocalMember[];
}

/**
 * What the database has been told, written down beside it and checked by rules of its own: a database that broke the protocol would not
 * notice that itself.
 */
export class Ledger {
  readonly violations: string[] = [];
  readonly #holdings = new Map<string, Holding>();
  readonly #results = new Map<string, string>();
  readonly #heard = new Map<LocalMember, number>();
  readonly #lost = new Set<LocalMember>();
  #elected = { term: 0, at: -Infinity };
  #started = 0;

  constructor(private readonly now: () => number) {}

  started(): void {
    this.#started = this.now();
  }

  heard(member: LocalMember): void {
    if (this.#lost.has(member)) this.#report(`${member.name} is heard after it was lost`);
    this.#heard.set(member, this.now());
  }

  claimed(job: string, attempt: number, members: readonly LocalMember[]): void {
    const before = this.#holdings.get(job);
    if (before?.attempt === attempt) return;
    if (before !== undefined && before.members.length > 0)
      this.#report(
        `attempt ${attempt} at ${job} begins while ${before.members.map(({ name }) => name).join()} works on it`,
      );
    for (const member of members) if (this.#lost.has(member)) this.#report(`${member.name} gets ${job}, but is lost`);
    this.#holdings.set(job, { attempt, members });
  }

  /** A job that has no members any more. */
  free(job: string): void {
    const { attempt = 0 } = this.#holdings.get(job) ?? {};
    this.#holdings.set(job, { attempt, members: [] });
  }

  recorded(job: string, attempt: number, member: LocalMember | undefined, digest: string): void {
    const known = this.#results.get(job);
    if (known !== undefined) this.#report(`${job} has a second result: ${digest} after ${known}`);
    this.#results.set(job, digest);
    if (member === undefined) return;
    const holding = this.#holdings.get(job);
    if (holding?.attempt !== attempt || !holding.members.includes(member))
      this.#report(`attempt ${attempt} of ${member.name} at ${job} counts, although the job was taken from it`);
    this.free(job);
  }

  elected(term: number): void {
    if (term <= this.#elected.term) this.#report(`term ${term} follows term ${this.#elected.term}`);
    this.#elected = { term, at: this.now() };
  }

  /** The leader of a term has written something. */
  led(term: number): void {
    if (term !== this.#elected.term) this.#report(`term ${term} writes in term ${this.#elected.term}`);
  }

  lost(member: LocalMember): void {
    const since = Math.max(this.#heard.get(member) ?? -Infinity, this.#elected.at, this.#started);
    const spared = this.now() - since;
    if (spared < member.ttl) this.#report(`${member.name} is lost after ${Math.round(spared)} of ${member.ttl} ms`);
    this.#lost.add(member);
  }

  #report(what: string): void {
    this.violations.push(what);
  }
}
