import type { Clock } from '@disco-engine/transports/clock';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { within } from '../hosts/within.js';

/** What the thread of a standing worker tells it. */
export interface ThreadListener {
  message(message: unknown): void;
  /** The thread has ended by itself, after it had been ready. It is not replaced until `replace` is called. */
  crashed(reason: string): void;
  /** The thread has ended because it was told to. */
  ended(): void;
  /** The thread cannot be started, or cannot be ended. */
  broken(reason: string): void;
}

/** The thread on which a standing worker steps. One that is stuck or has crashed can be replaced. */
export class OwnThread {
  #host: WorkerHost;
  /** Whether the thread has loaded its modules: it has sent something. */
  #isReady = false;
  #ready: () => void = () => {};
  /** Whether the end of the present thread is wanted. */
  #isEnding = false;
  /** Whether there will be no further thread. */
  #isOver = false;

  constructor(
    private readonly make: () => WorkerHost,
    private readonly listener: ThreadListener,
    private readonly clock: Clock,
  ) {
    this.#host = this.#start();
  }

  /** @throws if the message is not plain data */
  post(message: unknown): void {
    this.#host.channel.post(message);
  }

  /**
   * Ends the thread by force and starts a new one, unless the last one was told to end. Resolves when the new one is
   * ready, or `broken` was called.
   */
  async replace(): Promise<void> {
    if (this.#isOver) return;
    const old = this.#host;
    this.#isReady = false;
    const ready = new Promise<void>((resolve) => (this.#ready = resolve));
    this.#isEnding = true;
    const isGone = await within(this.clock, old.kill(), END_WITHIN);
    if (this.#isOver) return;
    this.#isEnding = false;
    if (!isGone) return this.listener.broken(`its thread did not end within ${END_WITHIN} ms`);
    this.#host = this.#start();
    if (!(await within(this.clock, ready, START_WITHIN)))
      this.listener.broken(`its new thread was not ready within ${START_WITHIN} ms`);
  }

  /** Announces that the thread is about to be told to end, and is the last one. */
  expectEnd(): void {
    this.#isEnding = true;
    this.#isOver = true;
  }

  /** Ends the last thread by force, if it has not ended yet. */
  async end(): Promise<void> {
    this.expectEnd();
    await this.#host.kill();
  }

  #start(): WorkerHost {
    const host = this.make();
    host.channel.listen({
      message: (message) => {
        this.#isReady = true;
        this.#ready();
        this.listener.message(message);
      },
      closed: (reason) => {
        if (this.#isEnding) this.listener.ended();
        else if (this.#isReady) this.listener.crashed(reason);
        else {
          this.#ready();
          this.listener.broken(reason);
        }
      },
    });
    return host;
  }
}

/** Milliseconds. Only native code that blocks can keep a thread from ending at once. */
const END_WITHIN = 5_000;
/** Milliseconds, for loading the modules of the engine. */
const START_WITHIN = 30_000;
