/** Carries plain data between a launcher and one worker, in order, in both directions. */
export interface Channel {
  /**
   * Sends a message; does nothing once the other end is gone.
   *
   * @throws where the message cannot be carried, as a function in it cannot
   */
  post(message: unknown): void;
  /** To be called once, before anything can arrive. */
  listen(listener: ChannelListener): void;
}

export interface ChannelListener {
  message(message: unknown): void;
  /**
   * The other end is gone. Called once.
   *
   * @param reason how that was noticed, as in `it exited with code 1`
   */
  closed(reason: string): void;
}
