import { Parameters } from './parameters.js';
import { checkLengths, checkSeries, type Series } from './series.js';
import { TimeWeightedSum } from './time-weighted-sum.js';

/**
 * Average over simulated time of a step function: `values[i]` holds from `epochs[i]` until the next epoch, and the last one to
 * the end. At `from`, the last value at or before it holds; of several at the same epoch, the last.
 *
 * @param epochs finite, at least 0, ascending; consecutive ones may be equal
 * @param values as many, each from -1e140 to 1e140
 * @param from start of the interval; finite, at least 0
 * @param to end of the interval; finite, at least `from`; if both are equal, the result is the value that holds there
 * @returns undefined if no value is known at `from`
 * @throws DiscoError ARGUMENT_INVALID
 */
export function timeAverage(epochs: Series, values: Series, from: number, to: number): number | undefined {
  const parameters = new Parameters('timeAverage');
  parameters.notNegative('from', from);
  parameters.check('to', to, to >= from && to < Infinity, `a finite number of at least ${from}`);
  checkLengths('timeAverage', ['values', values], ['epochs', epochs]);
  checkSeries('timeAverage', 'values', values);
  checkEpochs(parameters, epochs);
  let next = 0;
  while (next < epochs.length && (epochs[next] ?? NaN) <= from) next++;
  if (next === 0) return undefined;
  const sum = new TimeWeightedSum();
  sum.add(from, values[next - 1] ?? NaN);
  for (; next < epochs.length && (epochs[next] ?? NaN) < to; next++) sum.add(epochs[next] ?? NaN, values[next] ?? NaN);
  sum.close(to);
  return sum.mean;
}

function checkEpochs(parameters: Parameters, epochs: Series): void {
  let least = 0;
  for (let index = 0; index < epochs.length; index++) {
    const epoch = epochs[index] ?? NaN;
    if (!(epoch >= least && epoch < Infinity)) {
      parameters.check(`epochs[${index}]`, epoch, false, `a finite number of at least ${least}, in ascending order`);
    }
    least = epoch;
  }
}
