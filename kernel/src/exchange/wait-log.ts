/** How long a worker waited for others, and at which of its ports events could have arrived. */
export class WaitLog {
  private readonly workers = new Map<number, Wait>();
  private readonly ports = new Map<number, number>();

  /**
   * @param worker that held this one up
   * @param port at which its next event may arrive
   * @param shortfall by how much its promise lay before the next activation here, in simulated time
   */
  add(milliseconds: number, worker: number, port: number, shortfall: number): void {
    let wait = this.workers.get(worker);
    if (wait === undefined)
      this.workers.set(worker, (wait = { times: 0, milliseconds: 0, shortfalls: 0, shortfall: 0 }));
    wait.times += 1;
    wait.milliseconds += milliseconds;
    this.ports.set(port, (this.ports.get(port) ?? 0) + milliseconds);
    if (!(shortfall > 0 && shortfall < Infinity)) return;
    wait.shortfalls += 1;
    wait.shortfall += shortfall;
  }

  of(worker: number): Readonly<Wait> {
    return this.workers.get(worker) ?? { times: 0, milliseconds: 0, shortfalls: 0, shortfall: 0 };
  }

  /** The port at which this worker waited longest, and for how long. */
  get longest(): readonly [port: number, milliseconds: number] | undefined {
    return [...this.ports].reduce<readonly [number, number] | undefined>(
      (longest, entry) => (longest === undefined || entry[1] > longest[1] ? entry : longest),
      undefined,
    );
  }
}

interface Wait {
  times: number;
  milliseconds: number;
  shortfalls: number;
  shortfall: number;
}
