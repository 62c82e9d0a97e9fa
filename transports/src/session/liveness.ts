import type { Clock, Timer } from '../clock/clock.js';

/** How a session reacts to silence. */
export interface LivenessActions {
  /** Nothing has been sent for a heartbeat. */
  ping(): void;
  /** Nothing has arrived for three heartbeats. */
  silent(): void;
  /** There has been no connection for too long. */
  lost(): void;
}

/**
 * Decides whether the other side is alive. Time counts only while this event loop turns: a handler that blocks it for a
 * minute adds at most two ticks, and no verdict is reached before the loop has read what arrived meanwhile.
 */
export class Liveness {
  readonly #period: number;
  #timer: Timer | undefined;
  #lastTick = 0;
  #isConnected = false;
  /** Milliseconds since something arrived, and since something was sent. */
  #silence = 0;
  #quiet = 0;
  /** Milliseconds without a connection, including connections that broke before they were useful. */
  #away = 0;
  /** How long the connection has lasted. */
  #lasted = 0;

  constructor(
    private readonly clock: Clock,
    private readonly heartbeat: number,
    private readonly lostAfter: number,
    private readonly actions: LivenessActions,
  ) {
    this.#period = Math.max(1, Math.floor(Math.min(heartbeat / 2, lostAfter / 4)));
  }

  /** Milliseconds without a lasting connection, up to `lostAfter`. */
  get away(): number {
    return this.#away;
  }

  connected(): void {
    this.#isConnected = true;
    this.#lasted = 0;
    this.#silence = this.#quiet = 0;
    this.#start();
  }

  disconnected(): void {
    this.#isConnected = false;
    this.#start();
  }

  heard(): void {
    this.#silence = 0;
  }

  /** A message has got through, in either direction. */
  progressed(): void {
    this.#away = 0;
  }

  sent(): void {
    this.#quiet = 0;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #start(): void {
    if (this.#timer !== undefined) return;
    this.#lastTick = this.clock.now();
    this.#timer = this.clock.every(this.#period, () => this.#tick());
  }

  #tick(): void {
    const now = this.clock.now();
    const passed = Math.min(now - this.#lastTick, 2 * this.#period);
    this.#lastTick = now;
    if (!this.#isConnected) {
      this.#away += passed;
      if (this.#away >= this.lostAfter)
        this.#afterReading(() => !this.#isConnected && this.#away > 0, this.actions.lost);
      return;
    }
    this.#lasted += passed;
    if (this.#lasted >= this.heartbeat) this.#away = 0;
    this.#silence += passed;
    this.#quiet += passed;
    if (this.#silence >= 3 * this.heartbeat)
      this.#afterReading(() => this.#isConnected && this.#silence > 0, this.actions.silent);
    else if (this.#quiet >= this.heartbeat) this.actions.ping();
  }

  /** Runs after the loop has read what is there: in Node, the next turn follows the poll phase. */
  #afterReading(holds: () => boolean, act: () => void): void {
    this.clock.nextTurn(() =>
      this.clock.nextTurn(() => {
        if (this.#timer !== undefined && holds()) act();
      }),
    );
  }
}
