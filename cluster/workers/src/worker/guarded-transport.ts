import {
  DiscoError,
  Transport,
  type BrokenLink,
  type Receiver,
  type Seat,
  type TransportEndpoint,
} from '@disco-engine/kernel';

/**
 * The transport of one run of a worker: passes messages on only while the worker accepts them, and stops joining when
 * the run ends.
 */
export class GuardedTransport extends Transport {
  override readonly name: string;
  #joining: Promise<TransportEndpoint> | undefined;
  #endpoint: TransportEndpoint | undefined;

  /**
   * @param accepts whether the worker accepts messages now
   * @param end aborted, with the reason, when the run ends
   */
  constructor(
    private readonly inner: Transport,
    private readonly accepts: () => boolean,
    private readonly end: AbortSignal,
  ) {
    super();
    this.name = inner.name;
  }

  override listen(): Promise<string> {
    return this.inner.listen();
  }

  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    this.end.throwIfAborted();
    this.#joining = this.inner.open(seat, this.#guarded(receiver));
    this.#endpoint = await unlessAborted(this.#joining, this.end);
    return this.#endpoint;
  }

  /** The connections to other workers that are broken at present. */
  brokenLinks(): readonly BrokenLink[] {
    return this.#endpoint?.brokenLinks?.() ?? [];
  }

  /** Leaves the run, even if it was never joined. */
  async close(): Promise<void> {
    const joining = this.#joining;
    if (hasClose(this.inner)) await this.inner.close();
    // If the others never came, joining settles only after a timeout, which nobody waits for.
    void joining?.then(
      (endpoint) => endpoint.close(),
      () => undefined,
    );
  }

  #guarded(receiver: Receiver): Receiver {
    return {
      message: (from, message) => {
        if (this.accepts()) receiver.message(from, message);
        else if (!this.end.aborted) {
          const why = `worker ${from} sent a message before this worker was READY; all must be READY before one starts`;
          throw new DiscoError('WORKER_STATE_WRONG', why);
        }
      },
      failed: (error) => receiver.failed(error),
    };
  }
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A listening transport has something to close even if it was never opened. */
function hasClose(transport: Transport): transport is Transport & { close(): Promise<void> } {
  return 'close' in transport && typeof transport.close === 'function';
}
