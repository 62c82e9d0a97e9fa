/** The parameters of the model. */
export class Study {
  /** Days before anything is measured; 0 or more. */
  warmup = 0;
  /** Safety stock of stages with external customers, as a multiple of what is planned; 0 or more. */
  marketSafety = 1;
  /** Safety stock of all other stages, as a multiple of what is planned; 0 or more. */
  upstreamSafety = 1;
}
