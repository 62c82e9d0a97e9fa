import type { PendingEvents } from '../events/pending-events.js';
import { Wakeup, type WakeupOwner } from '../events/wakeup.js';
import type { Observations } from '../observation/observations.js';
import type { Reporter } from '../observation/reporter.js';
import { nextDouble } from '../order/next-double.js';
import { isEpoch } from './is-epoch.js';
import type { Refusals } from './refusals.js';

/** What wakeups need from their kernel. */
interface WakeupHost {
  /** The current epoch. */
  readonly epoch: number;
  /** Number of the active port, or -1 when no handler is running. */
  readonly port: number;
  readonly observe: Observations;
}

/** The parts of a kernel that requests for wakeups read or change. */
interface WakeupParts {
  readonly pending: PendingEvents;
  readonly refusals: Refusals;
  readonly reporter: Reporter;
  /** Notifies observers of what the handler did, then resumes the handler. */
  readonly observed: (report: () => void) => void;
  /** Called when a port has a wakeup. */
  readonly added: () => void;
}

/** Requests and cancels wakeups: further activations of the active port. */
export class WakeupRequests implements WakeupOwner {
  constructor(
    private readonly host: WakeupHost,
    private readonly parts: WakeupParts,
  ) {}

  get epoch(): number {
    return this.host.epoch;
  }

  set(epoch: number, hard: boolean): Wakeup {
    const { port, epoch: now } = this.host;
    const { pending, refusals, reporter, observed, added } = this.parts;
    if (port < 0) throw refusals.outside('wakeup');
    if (!isEpoch(epoch)) throw refusals.epoch(port, now, epoch, 'wakeup');
    if (epoch <= now) throw refusals.wakeupTooEarly(port, now, epoch);
    pending.addWakeup(epoch, port, hard);
    added();
    if (this.host.observe.wakeups.observed) observed(() => reporter.woken(port, now, epoch, hard));
    return new Wakeup(this, port, epoch);
  }

  setAfter(delay: number, hard: boolean): Wakeup {
    const { port, epoch: now } = this.host;
    const { refusals } = this.parts;
    if (port < 0) throw refusals.outside('wakeupAfter');
    if (!isEpoch(delay)) throw refusals.delay(port, now, delay, 'wakeupAfter');
    const due = now + delay;
    const later = due > now ? due : nextDouble(now);
    if (later === Infinity) throw refusals.beyondEpochs(port, now, delay, 'wakeupAfter');
    return this.set(later, hard);
  }

  hasWakeup(port: number, epoch: number): boolean {
    return this.parts.pending.wakeups.entryAt(port, epoch) >= 0;
  }

  cancelWakeup(port: number, until: number): boolean {
    const { port: active, epoch } = this.host;
    const { pending, refusals, reporter, observed } = this.parts;
    if (active < 0) throw refusals.outside('cancel');
    if (!this.hasWakeup(port, until)) return false;
    if (active !== port) throw refusals.wakeupForeign(active, port, epoch);
    pending.cancelWakeup(port, until);
    if (this.host.observe.wakeups.observed) observed(() => reporter.wakeupCanceled(port, epoch, until));
    return true;
  }
}
