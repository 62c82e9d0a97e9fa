import type { PendingEvents } from '../events/pending-events.js';
import { Timer, type TimerOwner } from '../events/timer.js';
import type { Observations } from '../observation/observations.js';
import type { Reporter } from '../observation/reporter.js';
import { nextDouble } from '../order/next-double.js';
import { checkPayload } from '../payload/check-payload.js';
import { sealPayload } from '../payload/seal-payload.js';
import type { Topology } from '../topology/topology.js';
import { isEpoch } from './is-epoch.js';
import type { Refusals } from './refusals.js';

/** What timers need from their kernel. */
interface TimerHost {
  /** The current epoch. */
  readonly epoch: number;
  /** Number of the active port, or -1 when no handler is running. */
  readonly port: number;
  readonly observe: Observations;
}

/** The parts of a kernel that timers read or change. */
interface TimerParts {
  readonly topology: Topology;
  readonly pending: PendingEvents;
  readonly refusals: Refusals;
  readonly reporter: Reporter;
  /** Per port, how many events it has sent, including timers. */
  readonly sent: Float64Array;
  /** Whether payloads are checked and sealed. */
  readonly strict: boolean;
  /** Notifies observers of what the handler did, then resumes the handler. */
  readonly observed: (report: () => void) => void;
}

/** Sets and cancels timers: events from a node to its own ports, which need no link. */
export class Timers implements TimerOwner {
  /** Timers canceled so far. */
  canceled = 0;

  constructor(
    private readonly host: TimerHost,
    private readonly parts: TimerParts,
  ) {}

  get epoch(): number {
    return this.host.epoch;
  }

  set(simproc: number, epoch: number, payload: unknown): Timer {
    const { port: from, epoch: now } = this.host;
    const { topology, pending, refusals, sent, strict } = this.parts;
    if (from < 0) throw refusals.outside('timer');
    const count = topology.simprocCount;
    const to = from - (from % count) + simproc;
    if (!(simproc < count && topology.tables.layers[to] === simproc))
      throw refusals.timerUnhandled(from, now, topology.tables.simprocs[simproc]?.name ?? String(simproc));
    if (to !== from && !topology.mayTime(from, to)) throw refusals.timerUndeclared(from, to, now);
    if (!isEpoch(epoch)) throw refusals.epoch(from, now, epoch, 'timer');
    if (epoch <= now) throw refusals.timerTooEarly(from, to, now, epoch);
    const fault = strict ? checkPayload(payload) : undefined;
    if (fault !== undefined) throw refusals.payload(from, ~to, now, fault);
    const sealed = strict ? sealPayload(payload) : payload;
    const timer = new Timer(this, epoch, sealed);
    pending.addTimer(timer, to, from, sent[from]++);
    if (this.host.observe.timers.watches(from))
      this.parts.observed(() => this.parts.reporter.timer(from, now, to, epoch, sealed));
    return timer;
  }

  setAfter(simproc: number, delay: number, payload: unknown): Timer {
    const { port: from, epoch: now } = this.host;
    const { refusals } = this.parts;
    if (from < 0) throw refusals.outside('timerAfter');
    if (!isEpoch(delay)) throw refusals.delay(from, now, delay, 'timer');
    const due = now + delay;
    const later = due > now ? due : nextDouble(now);
    if (later === Infinity) throw refusals.beyondEpochs(from, now, delay, 'timer');
    return this.set(simproc, later, payload);
  }

  mayCancel(timer: Timer): boolean {
    const { port: active, epoch: now } = this.host;
    const { topology, pending, refusals } = this.parts;
    if (active < 0) throw refusals.outside('cancel');
    if (!timer.isPending) return false;
    const sender = pending.pool.sender(timer.entry);
    if (topology.nodeOf(active) !== topology.nodeOf(sender)) throw refusals.timerForeign(active, sender, now);
    return true;
  }

  cancel(timer: Timer): void {
    const { pending } = this.parts;
    const to = ~pending.pool.port(timer.entry);
    pending.cancelTimer(timer);
    this.canceled += 1;
    const { port, epoch, observe } = this.host;
    if (observe.timers.watches(port))
      this.parts.observed(() => this.parts.reporter.timerCanceled(port, epoch, to, timer.epoch));
  }
}
