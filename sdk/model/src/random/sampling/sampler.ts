/** Where a sampler stands, apart from its stream: what `restore` takes. Empty for those that keep nothing between draws. */
export type SamplerState = readonly number[];

/**
 * Draws values of one distribution from the stream that it was made with. Make it once and keep it with the node.
 *
 * A sampler of this module takes a fixed number of draws of its stream for each value: one uniform number, where its page says
 * nothing else. So samplers stay in step when parameters change, and antithetic streams give opposite values.
 */
export interface Sampler<Value = number> {
  /** The next value. */
  sample(): Value;

  /** What `restore` needs to go on from here; the stream has a state of its own. */
  state(): SamplerState;

  /**
   * Goes on where a sampler of the same parameters stood.
   *
   * @throws DiscoError ARGUMENT_INVALID when the state is not one of this sampler
   */
  restore(state: SamplerState): void;
}
