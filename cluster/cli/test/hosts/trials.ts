/** Only `npm run trials` has tests that take minutes. It needs root and a PostgreSQL server, and fails without them. */
export const isTrial = process.env['DISCO_TRIALS'] === 'all';

/** Part of the name of a trial: why it is skipped. */
export const why = isTrial ? '' : ': skipped, because it is only for npm run trials';

/** What is to be undone at the end. */
export class Ends {
  readonly #all: (() => unknown)[] = [];

  add(end: () => unknown): void {
    this.#all.push(end);
  }

  /** Undoes the latest first, and everything, whatever fails. */
  async run(): Promise<void> {
    const errors: unknown[] = [];
    for (const end of this.#all.splice(0).reverse())
      try {
        await end();
      } catch (error) {
        errors.push(error);
      }
    if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('\n'));
  }
}
