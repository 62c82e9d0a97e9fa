/** The state of a sampler, apart from its stream, for `restore`. Empty for samplers that keep nothing between draws. */
export type SamplerState = readonly number[];

/**
 * Draws values of one distribution from the stream that it was made with. Make it once and keep it with the node.
 *
 * The samplers of this module take a fixed number of draws from the stream for each value: one uniform number, unless
 * documented otherwise. So samplers stay synchronized when parameters change, and antithetic streams give opposite values.
 */
export interface Sampler<Value = number> {
  /** The next value. */
  sample(): Value;

  /** The state to pass to `restore`, to continue from here; the stream has its own state. */
  state(): SamplerState;

  /**
   * Continues from the state of a sampler with the same parameters.
   *
   * @throws DiscoError ARGUMENT_INVALID if the state does not fit this sampler
   */
  restore(state: SamplerState): void;
}
