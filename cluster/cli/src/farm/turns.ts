/** Lets one user after another have something, such as a port. */
export class Turns {
  #earlier: Promise<unknown> = Promise.resolve();

  /**
   * Waits until all earlier turns are over.
   *
   * @returns ends this turn
   * @throws the reason of the signal
   */
  async take(signal: AbortSignal): Promise<() => void> {
    const earlier = this.#earlier;
    let end = (): void => undefined;
    const own = new Promise<void>((resolve) => (end = resolve));
    this.#earlier = Promise.all([earlier, own]);
    try {
      await unlessAborted(earlier, signal);
    } catch (error) {
      end();
      throw error;
    }
    return end;
  }
}

async function unlessAborted(awaited: Promise<unknown>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const over = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
  });
  await Promise.race([awaited, aborted]);
  over.abort();
  signal.throwIfAborted();
}
