/** Something that is to be done at an epoch. Tasks of one epoch are done in the order in which they became due. */
export abstract class Task {
  /** @internal Where it stands in the queue; -1 while it is not there. */
  place: number;

  /** @internal */
  constructor() {
    this.place = -1;
  }

  /** @internal */
  abstract run(): void;
}
