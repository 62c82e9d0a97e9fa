/** The parameters of the model. */
export class Study {
  /** Days before anything is measured; 0 or more. */
  warmup = 0;
}
