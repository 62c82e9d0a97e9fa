/**
 * The long-run probability of each number of customers, if it changes by one at a time: `p(k + 1) = p(k) birth(k) / death(k +
 * 1)`. L. Kleinrock, "Queueing Systems", vol. 1 (1975), chapter 3.
 *
 * @param rates per unit of time, for a given number of customers
 * @param most number of customers beyond which the probability is negligible
 */
export function birthAndDeath(
  rates: { readonly birth: (customers: number) => number; readonly death: (customers: number) => number },
  most: number,
): number[] {
  const weights = [1];
  for (let customers = 1, weight = 1; customers <= most; customers++) {
    weight *= rates.birth(customers - 1) / rates.death(customers);
    weights.push(weight);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The mean of a function of the number of customers. */
export function expected(probabilities: readonly number[], of: (customers: number) => number): number {
  return probabilities.reduce((sum, probability, customers) => sum + probability * of(customers), 0);
}
