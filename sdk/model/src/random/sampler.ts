/** Draws the next value of a distribution from the stream that it was made with. */
export type Sampler = () => number;
