import { Run, type Host } from '@disco-engine/kernel';
import { layer } from '../sketch.js';
import { Trial, type Behaviour } from '../trial.js';

/** A host whose clock stands still until it is moved, and whose event loop runs deferred actions. */
export class Clockwork implements Host {
  time = 0;
  turns = 0;
  readonly #putOff: (() => void)[] = [];

  now(): number {
    return this.time;
  }

  async turn(): Promise<void> {
    this.turns += 1;
    this.#putOff.splice(0).forEach((action) => action());
  }

  /** Runs an action at the next turn, as a timer that is due would. */
  atNextTurn(action: () => void): void {
    this.#putOff.push(action);
  }
}

/** A node that is activated at each whole epoch, taking one millisecond each time. */
export function ticking(act: Behaviour['x'] = () => {}, last = Infinity) {
  const host = new Clockwork();
  const trial = new Trial(
    { simprocs: [layer('x')], nodes: ['a'] },
    {
      x: (node, batch) => {
        host.time += 1;
        if (node.epoch < last) node.wakeup(node.epoch + 1);
        act(node, batch);
      },
    },
  );
  return { host, trial, kernel: trial.kernel, run: new Run(trial.kernel, host) };
}

/** The digest of the same model after a run in one go. */
export function tickingDigest(until: number): string {
  const { kernel } = ticking();
  kernel.advance(until);
  return kernel.digest;
}
