import type { OptimisationProgress } from '@disco-engine/experiments';

/** Milliseconds between two changes of the line on a terminal. */
const BETWEEN = 200;

/** Shows how far an optimisation is: one line that changes on a terminal, a line for each round elsewhere. */
export class OptimisationDisplay {
  #shown = -BETWEEN;
  #wanted = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show({ candidates, replications, wanted, budget }: OptimisationProgress): void {
    if (this.stream.isTTY) {
      if (performance.now() - this.#shown < BETWEEN) return;
      this.#shown = performance.now();
      this.stream.write(`\r\u001B[K${candidates} candidates, ${replications} of at most ${budget} replications`);
    } else if (wanted > this.#wanted) {
      this.#wanted = wanted;
      const more = wanted - replications;
      this.stream.write(`${candidates} candidates, ${replications} replications, ${more} more; at most ${budget}\n`);
    }
  }

  end(): void {
    if (this.stream.isTTY) this.stream.write('\r\u001B[K');
  }
}
