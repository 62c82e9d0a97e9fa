/** Whether a value is a valid epoch or delay. The type check matters: a string of digits would pass the comparisons. */
export function isEpoch(epoch: number): boolean {
  return typeof epoch === 'number' && epoch >= 0 && epoch < Infinity;
}
