import { nextDouble, type Kernel } from '@disco-engine/kernel';
import type { AgendaHost } from './agenda.js';

/** The port of a node in which its processes run. */
export class ProcessPort implements AgendaHost {
  readonly node: string;
  readonly #port: number;
  /** The earliest wakeup that was asked for. */
  #asked = 0;

  /** @param isShared whether a method of the node handles the port, too, whose wakeups cannot be told from those for processes */
  constructor(
    private readonly kernel: Kernel,
    index: number,
    simproc: number,
    private readonly isShared: boolean,
  ) {
    const { topology } = kernel;
    this.node = topology.nodeName(index);
    this.#port = topology.port(index, simproc);
  }

  get epoch(): number {
    return this.kernel.epoch;
  }

  wake(wanted: number): void {
    const { kernel } = this;
    const { port: active, epoch: now } = kernel;
    // Another port may find that what is due now cannot be done at this epoch any more: that of the processes has passed.
    const epoch = wanted <= now && active > this.#port ? nextDouble(now) : Math.max(wanted, now);
    const asked = this.#asked;
    // The node may have taken it back: its own wakeup for the same epoch is the same one.
    const isAsked = asked > now && asked <= epoch && kernel.hasWakeup(this.#port, asked);
    if (isAsked && asked === epoch) return;
    const isOwn = active === this.#port;
    if (isAsked) {
      // Nothing is due any more at what was asked for.
      if (!isOwn || this.isShared) return;
      kernel.cancelWakeup(this.#port, asked);
    }
    this.#asked = epoch === Infinity ? 0 : epoch;
    if (epoch === Infinity) return;
    if (isOwn) kernel.wakeup(epoch);
    else kernel.wake(this.#port, epoch);
  }
}
