/** Whether a value is one for an epoch, or for a delay. A string of digits compares like a number, and is none. */
export function isEpoch(epoch: number): boolean {
  return typeof epoch === 'number' && epoch >= 0 && epoch < Infinity;
}
