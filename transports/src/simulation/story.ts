import type { SimulatedTime } from './simulated-time.js';

/** What happened in a simulation, with the time of each line. Two simulations of one seed tell the same story. */
export class Story {
  readonly lines: string[] = [];

  constructor(private readonly time: SimulatedTime) {}

  tell(what: string): void {
    this.lines.push(`${this.time.now.toFixed(3).padStart(12)} ms  ${what}`);
  }
}
