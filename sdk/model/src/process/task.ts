/** Something to be done at an epoch. The tasks of one epoch are done in the order in which they became due. */
export abstract class Task {
  /** @internal Its slot in the queue of later tasks; -1 if it is not scheduled, -2 if it is in a line of due tasks. */
  place: number;

  /** @internal */
  constructor() {
    this.place = -1;
  }

  /** @internal Whether it is scheduled. */
  get isPending(): boolean {
    return this.place !== -1;
  }

  /** @internal */
  abstract run(): void;
}
