import { nextDouble, type Kernel } from '@disco-engine/kernel';
import type { AgendaHost } from './agenda.js';

/** The port of a node in which its processes run. */
export class ProcessPort implements AgendaHost {
  readonly node: string;
  readonly #port: number;
  /** The earliest wakeup that was requested; 0 for none. */
  #asked = 0;

  /** @param isShared whether a method of the node handles the port too; its wakeups look the same as those for processes */
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
    // If another port runs later than the process port at this epoch, the process port has had its turn: use the next epoch.
    const epoch = wanted <= now && active > this.#port ? nextDouble(now) : Math.max(wanted, now);
    const asked = this.#asked;
    // The node may have canceled it: its own wakeup for the same epoch is the same wakeup.
    const isAsked = asked > now && asked <= epoch && kernel.hasWakeup(this.#port, asked);
    if (isAsked && asked === epoch) return;
    const isOwn = active === this.#port;
    if (isAsked) {
      // Nothing is due at the requested epoch any more.
      if (!isOwn || this.isShared) return;
      kernel.cancelWakeup(this.#port, asked);
    }
    this.#asked = epoch === Infinity ? 0 : epoch;
    if (epoch === Infinity) return;
    if (isOwn) kernel.wakeup(epoch);
    else kernel.wake(this.#port, epoch);
  }
}
