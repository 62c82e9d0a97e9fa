import { InvalidInputError, type Place, type Problem } from '@disco-engine/sdk';

/** Collects what is wrong with one input. Keeps a limited number, so that a hopeless file costs no memory. */
export class ProblemList {
  readonly #listed: Problem[] = [];
  #count = 0;

  constructor(
    /** Code of the error that is thrown in the end. */
    private readonly code: string,
    /** What is checked, as in `chain_38.csv`. */
    private readonly subject: string,
    /** How many problems are kept; the rest is only counted. */
    private readonly limit = 50,
  ) {}

  add(code: string, message: string, place?: Place): void {
    this.#count += 1;
    if (this.#listed.length < this.limit) this.#listed.push({ code, message, place });
  }

  /** @throws InvalidInputError with all that was kept, in the order of lines, and the number of the others. */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const problems = this.#listed.sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
    const rest = this.#count - problems.length;
    if (rest > 0) {
      problems.push({ code: 'PROBLEMS_OMITTED', message: `and ${rest} more; correct the ones above and try again` });
    }
    throw new InvalidInputError(this.code, this.subject, problems);
  }
}
