import type { Timer } from '../events/timer.js';
import type { Wakeup } from '../events/wakeup.js';

/**
 * What a handler can read and do. Every call acts on the active port; outside a handler it throws
 * `CALL_OUTSIDE_HANDLER`. A refused call changes nothing, so a handler may catch its error and carry on.
 */
export interface ActivationContext {
  /** The current epoch. */
  readonly epoch: number;
  /** Number of the active port, or -1 when no handler is running. */
  readonly port: number;

  /**
   * Sends an event along a link of the active port.
   *
   * @param link from `Topology.link`
   * @param epoch when the event is due: at least the current epoch plus the minimum delay of the link's layer
   * @param payload belongs to the receiver from now on
   * @throws DiscoError `SEND_UNDECLARED`, `EPOCH_INVALID`, `SEND_TOO_EARLY`, `PROMISE_BROKEN`, `PAYLOAD_INVALID`
   */
  send(link: number, epoch: number, payload: unknown): void;

  /**
   * Schedules another activation of this port.
   *
   * @param epoch later than the current one
   * @param hard whether to hold the port until then: events that are due earlier wait for the wakeup
   * @returns a handle that cancels the wakeup; repeated calls for the same epoch return the same one
   * @throws DiscoError `EPOCH_INVALID`, `WAKEUP_TOO_EARLY`
   */
  wakeup(epoch: number, hard?: boolean): Wakeup;

  /**
   * Schedules another activation of this port after a delay: at the current epoch plus the delay, rounded to a double.
   * If that is not later than now, because the delay is 0 or lost in rounding, the next double after now is used. So no
   * delay of at least 0 ends a run.
   *
   * @param delay a finite number of at least 0, in units of simulated time
   * @param hard as for `wakeup`
   * @throws DiscoError `DELAY_INVALID`; `EPOCH_INVALID` if the sum exceeds the greatest double
   */
  wakeupAfter(delay: number, hard?: boolean): Wakeup;

  /**
   * Sends an event from the node to one of its own ports, of any simproc, including a higher one. It needs no declared
   * link, and promises do not restrict it. In its batch it is an ordinary event with the active port as its sender.
   *
   * @param simproc index of a simproc that the node handles
   * @param epoch later than the current one
   * @returns a handle that cancels the timer
   * @throws DiscoError `TIMER_UNHANDLED`, `EPOCH_INVALID`, `TIMER_TOO_EARLY`, `PAYLOAD_INVALID`
   */
  timer(simproc: number, epoch: number, payload: unknown): Timer;

  /**
   * Like `timer`, but after a delay: at the current epoch plus the delay, or at the next double after now if the sum is
   * not later than now, as for `wakeupAfter`.
   *
   * @param delay a finite number of at least 0, in units of simulated time
   * @throws DiscoError `TIMER_UNHANDLED`, `DELAY_INVALID`, `PAYLOAD_INVALID`; `EPOCH_INVALID` if the sum exceeds the
   * greatest double
   */
  timerAfter(simproc: number, delay: number, payload: unknown): Timer;

  /**
   * Promises to send nothing along a link before an epoch. Takes effect with the next activation.
   *
   * @param epoch neither before now nor below an earlier promise
   * @throws DiscoError `SEND_UNDECLARED`, `EPOCH_INVALID`, `PROMISE_TOO_EARLY`, `PROMISE_LOWERED`
   */
  promise(link: number, epoch: number): void;
}
