/** Carries plain data between a launcher and one worker, in order, in both directions. */
export interface Channel {
  /**
   * Sends a message; does nothing once the other end is gone.
   *
   * @throws if the message cannot be sent, for example because it contains a function
   */
  post(message: unknown): void;
  /** Call it once, before anything can arrive. */
  listen(listener: ChannelListener): void;
}

export interface ChannelListener {
  message(message: unknown): void;
  /**
   * The other end is gone. Called once.
   *
   * @param reason how that was noticed, such as `it exited with code 1`
   */
  closed(reason: string): void;
}
