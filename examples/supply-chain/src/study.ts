/** The parameters of the model. */
export class Study {
  /** Days before measuring begins; at least 0. */
  warmup = 0;
  /** Safety stock of stages with external customers, as a multiple of the plan; at least 0. */
  marketSafety = 1;
  /** Safety stock of all other stages, as a multiple of the plan; at least 0. */
  upstreamSafety = 1;
}
