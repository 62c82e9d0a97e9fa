/**
 * An epoch and a place in the order of activation, compared in this order: a point in superdense time. Each link leads
 * from a key to a greater one, even if its delay is 0. Place 0 is before every port; the number of ports, as a place,
 * is after all of them.
 */
export class Key {
  constructor(
    public epoch = 0,
    public place = 0,
  ) {}

  set(epoch: number, place: number): void {
    this.epoch = epoch;
    this.place = place;
  }

  copy(other: Key): void {
    this.set(other.epoch, other.place);
  }

  isBefore(epoch: number, place: number): boolean {
    return this.epoch < epoch || (this.epoch === epoch && this.place < place);
  }

  equals(other: Key): boolean {
    return this.epoch === other.epoch && this.place === other.place;
  }

  /** Becomes the lesser of the two. */
  lower(epoch: number, place: number): void {
    if (epoch < this.epoch || (epoch === this.epoch && place < this.place)) this.set(epoch, place);
  }

  /** Becomes the greater of the two. */
  raise(epoch: number, place: number): void {
    if (this.isBefore(epoch, place)) this.set(epoch, place);
  }
}
