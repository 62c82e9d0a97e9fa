import { InvalidInputError, type Place, type Problem } from '@disco-engine/kernel';

/** Maximum number of problems listed; any others are only counted. */
const MOST_LISTED = 50;

/** Problems with the same code and file: some of them, and their total number. */
export interface CountedProblems {
  readonly count: number;
  readonly problems: readonly Problem[];
}

interface Kind {
  readonly listed: Problem[];
  count: number;
}

/** Collects the problems of tables. Keeps a limited number, so that a hopeless file does not exhaust memory. */
export class ProblemReport {
  readonly #kinds = new Map<string, Kind>();
  readonly #files: string[] = [];

  get empty(): boolean {
    return this.#kinds.size === 0;
  }

  add(code: string, message: string, place?: Place): void {
    this.addAll({ count: 1, problems: [{ code, message, place }] });
  }

  addAll({ count, problems }: CountedProblems): void {
    const [first] = problems;
    if (first === undefined) return;
    const file = first.place?.file ?? '';
    if (!this.#files.includes(file)) this.#files.push(file);
    const key = `${first.code} ${file}`;
    const kind = this.#kinds.get(key) ?? { listed: [], count: 0 };
    kind.count += count;
    kind.listed.push(...problems.slice(0, MOST_LISTED - kind.listed.length));
    this.#kinds.set(key, kind);
  }

  /** The problems kept, by file and line, followed by the number of the others. */
  problems(): Problem[] {
    const listed = fairShare([...this.#kinds.values()].map((kind) => kind.listed)).sort(
      (a, b) => this.#fileNumber(a) - this.#fileNumber(b) || (a.place?.line ?? 0) - (b.place?.line ?? 0),
    );
    const count = [...this.#kinds.values()].reduce((sum, kind) => sum + kind.count, 0);
    if (count > listed.length) {
      const message = `and ${count - listed.length} more; correct the ones above and try again`;
      listed.push({ code: 'PROBLEMS_OMITTED', message });
    }
    return listed;
  }

  /** @throws InvalidInputError with all problems, if there are any */
  throwIfAny(code: string, subject: string): void {
    if (!this.empty) throw new InvalidInputError(code, subject, this.problems());
  }

  #fileNumber({ place }: Problem): number {
    return this.#files.indexOf(place?.file ?? '');
  }
}

/** Some problems of each kind, up to the limit, so that a frequent kind does not hide the others. */
function fairShare(kinds: readonly (readonly Problem[])[]): Problem[] {
  const shares = kinds.map((listed) => ({ listed, count: 0 }));
  let left = MOST_LISTED;
  for (let given = 1; given > 0 && left > 0;) {
    given = 0;
    for (const share of shares) {
      if (left === 0 || share.count === share.listed.length) continue;
      share.count += 1;
      given += 1;
      left -= 1;
    }
  }
  return shares.flatMap(({ listed, count }) => listed.slice(0, count));
}
