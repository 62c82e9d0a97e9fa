import type { Key } from '../order/key.js';
import type { ExchangeMessage } from './exchange-message.js';
import type { Inlet } from './inlet.js';
import { Moments } from './moments.js';

/** The promises for ports between this worker and another one. */
export class PeerPorts {
  /** Per inlet of this worker, the first moment at which anything can still arrive; all earlier events have arrived. */
  readonly promised: Moments;
  /** Per inlet of the other worker, what it was told. */
  readonly told: Moments;
  /** Per inlet of the other worker, what it could be told now; never before what it was told. */
  readonly due: Moments;
  /** By receiving port of this worker, its inlet. */
  private readonly inletOf: ReadonlyMap<number, number>;

  constructor(
    readonly inlets: readonly Inlet[],
    readonly outlets: readonly Inlet[],
  ) {
    this.promised = new Moments(inlets.length);
    this.told = new Moments(outlets.length);
    this.due = new Moments(outlets.length);
    // Every port is activated at epoch 0, so this much is known about any worker.
    inlets.forEach((inlet, index) => inlet.arrival(0, 0, this.promised, index));
    outlets.forEach((outlet, index) => outlet.arrival(0, 0, this.told, index));
    this.due.epochs.set(this.told.epochs);
    this.due.after.set(this.told.after);
    this.inletOf = new Map(inlets.flatMap(({ ports }, index) => ports.map((port) => [port, index] as const)));
  }

  /** Whether a message promises something for an inlet that does not exist, or at an impossible epoch. */
  isInvalid({ promises, inlets, inletEpochs }: ExchangeMessage): boolean {
    for (let index = 0; index < promises; index++) {
      const inlet = inlets[index] >> 1;
      if (!(inlet >= 0 && inlet < this.inlets.length && inletEpochs[index] >= 0)) return true;
    }
    return false;
  }

  /** Whether an event contradicts what the other worker has promised. */
  isTooEarly(port: number, epoch: number): boolean {
    const inlet = this.inletOf.get(port);
    return inlet === undefined || !this.promised.isBefore(inlet, epoch, 1);
  }

  hear({ promises, inlets, inletEpochs }: ExchangeMessage): void {
    for (let index = 0; index < promises; index++)
      this.promised.raise(inlets[index] >> 1, inletEpochs[index], inlets[index] & 1);
  }

  /** Whether any promise has risen since it was told. */
  get hasRisen(): boolean {
    const { told, due } = this;
    for (let index = 0; index < this.outlets.length; index++)
      if (told.isBefore(index, due.epochs[index], due.after[index])) return true;
    return false;
  }

  /** Whether any promise has risen past an activation that may wait for it. */
  passes(epoch: number): boolean {
    const { told, due } = this;
    for (let index = 0; index < this.outlets.length; index++)
      if (told.isBefore(index, epoch, 1) && !due.isBefore(index, epoch, 1)) return true;
    return false;
  }

  /** Sets a key to the least of what the other worker could be told now. */
  least(placeCount: number, result: Key): void {
    const { due, outlets } = this;
    result.set(Infinity, 0);
    for (let index = 0; index < outlets.length; index++)
      result.lower(due.epochs[index], due.after[index] === 1 ? placeCount : outlets[index].place);
  }

  /** Writes into a message what has risen. */
  tell(message: ExchangeMessage): void {
    const { told, due, outlets } = this;
    if (message.inlets.length < outlets.length) {
      message.inlets = new Int32Array(outlets.length);
      message.inletEpochs = new Float64Array(outlets.length);
    }
    message.promises = 0;
    for (let index = 0; index < outlets.length; index++) {
      if (!told.raise(index, due.epochs[index], due.after[index])) continue;
      message.inlets[message.promises] = (index << 1) | due.after[index];
      message.inletEpochs[message.promises] = due.epochs[index];
      message.promises += 1;
    }
  }
}
