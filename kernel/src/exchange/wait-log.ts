/** How long a worker waited for others, and at which of its ports it expected events. */
export class WaitLog {
  private readonly workers = new Map<number, Wait>();

  /**
   * @param worker that this worker waited for
   * @param place in the order of activation, of the port at which that worker's next event may arrive
   * @param shortfall how far its promise fell short of the next activation here, in simulated time
   */
  add(milliseconds: number, worker: number, place: number, shortfall: number): void {
    let wait = this.workers.get(worker);
    if (wait === undefined) this.workers.set(worker, (wait = new Wait()));
    wait.times += 1;
    wait.milliseconds += milliseconds;
    wait.places.set(place, (wait.places.get(place) ?? 0) + milliseconds);
    if (!(shortfall > 0 && shortfall < Infinity)) return;
    wait.shortfalls += 1;
    wait.shortfall += shortfall;
  }

  of(worker: number): Omit<Readonly<Wait>, 'places'> {
    return this.workers.get(worker) ?? new Wait();
  }

  /** The worker, and the place, that this worker waited for longest, and for how long. */
  get longest(): { readonly worker: number; readonly place: number; readonly milliseconds: number } | undefined {
    const all = [...this.workers].flatMap(([worker, { places }]) =>
      Array.from(places, ([place, milliseconds]) => ({ worker, place, milliseconds })),
    );
    return all.sort((a, b) => b.milliseconds - a.milliseconds)[0];
  }
}

class Wait {
  times = 0;
  milliseconds = 0;
  shortfalls = 0;
  shortfall = 0;
  readonly places = new Map<number, number>();
}
