import type { DiscoError } from '@disco-engine/kernel';
import type { Clock, Timer } from '../clock/clock.js';
import type { RandomBytes } from '../clock/random-bytes.js';
import type { Connection } from './connection.js';
import type { Introduction } from './handshake-frames.js';
import { introduce } from './introduction.js';

/** What a dialler needs from the worker it works for. */
export interface Caller {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly token: Uint8Array | undefined;
  readonly handshakeWithin: number;
  connect(): Connection;
  introduction(): Introduction;
  /** @throws DiscoError if the other side is not the expected one */
  welcomed(host: Introduction, connection: Connection): void;
  /** @returns whether to try again */
  refused(error: DiscoError, proven: boolean): boolean;
  /** An attempt has failed; another follows. */
  broken(reason: string): void;
}

/** Keeps up a connection to one worker: dials at once, then after pauses that grow to a second. */
export class Dialler {
  #pause = 0;
  #timer: Timer | undefined;
  #abandon: (() => void) | undefined;
  #stopped = false;

  constructor(private readonly caller: Caller) {}

  /** Does nothing if it is already dialling. */
  dial(): void {
    if (this.#stopped || this.#timer !== undefined || this.#abandon !== undefined) return;
    const attempt = (): void => {
      this.#timer = undefined;
      this.#attempt();
    };
    if (this.#pause === 0) attempt();
    else this.#timer = this.caller.clock.after(this.#pause, attempt);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#abandon?.();
    this.#abandon = undefined;
  }

  #attempt(): void {
    const { caller } = this;
    const again = (): void => {
      this.#abandon = undefined;
      this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2 || SHORTEST_PAUSE);
      this.dial();
    };
    this.#abandon = introduce(caller.connect(), {
      clock: caller.clock,
      randomBytes: caller.randomBytes,
      own: caller.introduction(),
      token: caller.token,
      within: caller.handshakeWithin,
      welcomed: (host, connection) => {
        caller.welcomed(host, connection);
        this.#abandon = undefined;
        this.#pause = 0;
      },
      refused: (error, proven) => {
        if (caller.refused(error, proven)) again();
        else this.stop();
      },
      broken: (reason) => {
        caller.broken(reason);
        again();
      },
    });
  }
}

const SHORTEST_PAUSE = 10;
const LONGEST_PAUSE = 1000;
