/** Something that is to be done at an epoch. Tasks of one epoch are done in the order in which they became due. */
export abstract class Task {
  /** @internal Where it stands in the queue of later tasks; -1 while it is not to be done, -2 in a line of those that are due. */
  place: number;

  /** @internal */
  constructor() {
    this.place = -1;
  }

  /** @internal Whether it is still to be done. */
  get isPending(): boolean {
    return this.place !== -1;
  }

  /** @internal */
  abstract run(): void;
}
