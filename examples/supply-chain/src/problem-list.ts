import { InvalidInputError, type Place, type Problem } from '@disco-engine/sdk';

/** Collects the problems of one input. Keeps a limited number of them, so that a hopeless file costs little memory. */
export class ProblemList {
  readonly #listed: Problem[] = [];
  #count = 0;

  constructor(
    /** Code of the error that is thrown in the end. */
    private readonly code: string,
    /** The subject of the check, such as `chain_38.csv`. */
    private readonly subject: string,
    /** Number of problems that are kept; the rest are only counted. */
    private readonly limit = 50,
  ) {}

  add(code: string, message: string, place?: Place): void {
    this.#count += 1;
    if (this.#listed.length < this.limit) this.#listed.push({ code, message, place });
  }

  /** @throws InvalidInputError with all kept problems, in line order, and the number of the others */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const problems = this.#listed.sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
    const rest = this.#count - problems.length;
    if (rest > 0) {
      problems.push({ code: 'PROBLEMS_OMITTED', message: `and ${rest} more; fix the ones above and try again` });
    }
    throw new InvalidInputError(this.code, this.subject, problems);
  }
}
