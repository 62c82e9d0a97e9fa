import type { Timer } from '../events/timer.js';
import type { Wakeup } from '../events/wakeup.js';

/**
 * What a handler may do and know. All calls belong to the active port; from outside a handler they throw
 * `CALL_OUTSIDE_HANDLER`. A refused call changes nothing, and a handler may catch its error and go on.
 */
export interface ActivationContext {
  /** The current epoch. */
  readonly epoch: number;
  /** Number of the active port, -1 where no handler runs. */
  readonly port: number;

  /**
   * Sends an event along a link of the active port.
   *
   * @param link from `Topology.link`
   * @param epoch when it is due: at least the current epoch plus the minimum delay of the link's layer
   * @param payload belongs to the receiver from now on
   * @throws DiscoError `SEND_UNDECLARED`, `EPOCH_INVALID`, `SEND_TOO_EARLY`, `PROMISE_BROKEN`, `PAYLOAD_INVALID`
   */
  send(link: number, epoch: number, payload: unknown): void;

  /**
   * Activates this port again.
   *
   * @param epoch later than the current one
   * @param hard whether nothing may activate the port before it; events wait for it then
   * @returns what takes it back; the same wakeup for as often as one is asked for at the same epoch
   * @throws DiscoError `EPOCH_INVALID`, `WAKEUP_TOO_EARLY`
   */
  wakeup(epoch: number, hard?: boolean): Wakeup;

  /**
   * Activates this port again after a delay: at the current epoch plus the delay, rounded as doubles are. If that is not later than now,
   * because the delay is 0 or lost in rounding, it is the next double after now. So no delay of at least 0 ends a run.
   *
   * @param delay a finite number of at least 0, in units of simulated time
   * @param hard as for `wakeup`
   * @throws DiscoError `DELAY_INVALID`; `EPOCH_INVALID` if the sum is beyond the greatest double
   */
  wakeupAfter(delay: number, hard?: boolean): Wakeup;

  /**
   * Sends an event of the node to one of its own ports, of any simproc, also a higher one; no link needs to be declared, and no promise
   * binds it. It stands in its batch as any event does, with the active port as its sender.
   *
   * @param simproc index of one that the node handles
   * @param epoch later than the current one
   * @returns what takes it back
   * @throws DiscoError `TIMER_UNHANDLED`, `EPOCH_INVALID`, `TIMER_TOO_EARLY`, `PAYLOAD_INVALID`
   */
  timer(simproc: number, epoch: number, payload: unknown): Timer;

  /**
   * The same after a delay: at the current epoch plus the delay, or at the next double after now where that is not later than now, as
   * with `wakeupAfter`.
   *
   * @param delay a finite number of at least 0, in units of simulated time
   * @throws DiscoError `TIMER_UNHANDLED`, `DELAY_INVALID`, `PAYLOAD_INVALID`; `EPOCH_INVALID` if the sum is beyond the greatest double
   */
  timerAfter(simproc: number, delay: number, payload: unknown): Timer;

  /**
   * Promises that from the next activation on nothing will be sent along a link before an epoch.
   *
   * @param epoch neither before now nor below an earlier promise
   * @throws DiscoError `SEND_UNDECLARED`, `EPOCH_INVALID`, `PROMISE_TOO_EARLY`, `PROMISE_LOWERED`
   */
  promise(link: number, epoch: number): void;
}
