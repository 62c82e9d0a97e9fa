/** A call that is to happen. */
export interface Appointment {
  /** Undefined once it was canceled. */
  action: (() => void) | undefined;
}

interface Entry extends Appointment {
  readonly at: number;
  readonly order: number;
}

/**
 * Time that passes only when nothing is left to do: it jumps to the next appointment. Appointments at the same time are
 * kept in the order in which they were made, so that one seed gives one story.
 */
export class SimulatedTime {
  /** Milliseconds since the beginning of the simulation. */
  now = 0;
  readonly #heap: Entry[] = [];
  #orders = 0;

  at(time: number, action: () => void): Appointment {
    const entry = { at: Math.max(time, this.now), order: this.#orders++, action };
    this.#push(entry);
    return entry;
  }

  /**
   * Keeps appointments, one at a time, until a condition holds.
   *
   * @returns whether it holds; if not, the time is up, or nothing is left to happen
   */
  async until(holds: () => boolean, end: number): Promise<boolean> {
    await settled();
    while (!holds()) {
      const [next] = this.#heap;
      if (next === undefined || next.at > end) {
        this.now = Math.max(this.now, end);
        return false;
      }
      const entry = this.#pop();
      if (entry?.action === undefined) continue;
      this.now = entry.at;
      entry.action();
      await settled();
    }
    return true;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.length;
    for (heap.push(entry); index > 0;) {
      const above = (index - 1) >> 1;
      const other = heap[above];
      if (other === undefined || !precedes(entry, other)) break;
      heap[index] = other;
      index = above;
    }
    heap[index] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      let least = heap[below];
      if (least === undefined) break;
      const right = heap[below + 1];
      if (right !== undefined && precedes(right, least)) {
        least = right;
        below += 1;
      }
      if (!precedes(least, last)) break;
      heap[index] = least;
      index = below;
    }
    heap[index] = last;
    return first;
  }
}

function precedes(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** Resolves when all promises that can settle have settled, with everything that follows from them. */
function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
