import { DiscoError, type Randomness } from '@disco-engine/kernel';
import { CumulativeTable } from '../sampling/cumulative-table.js';
import { weightsOf } from '../sampling/weights.js';
import { integer } from '../discrete/integer.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { StatelessSampler } from '../sampling/stateless-sampler.js';

/**
 * One of some items, all equally likely.
 *
 * @param items at least one; copied
 * @throws DiscoError ARGUMENT_INVALID if there is none
 */
export function choice<Item>(stream: Randomness, items: readonly Item[]): StatelessSampler<Item> {
  new ParameterCheck('choice', stream, {}).done();
  refuseNone('choice', items);
  return new Choice(items, integer(stream, { low: 0, high: items.length - 1 }));
}

/**
 * One of some items, each with its own weight.
 *
 * @param items at least one; copied
 * @param weights one for each item, in any unit; at least 0, not all 0
 * @throws DiscoError ARGUMENT_INVALID
 * @example
 * const kind = distributions.weightedChoice(random, ['car', 'lorry'], [9, 1]);
 * kind.sample(); // 'car', nine times out of ten
 */
export function weightedChoice<Item>(
  stream: Randomness,
  items: readonly Item[],
  weights: ArrayLike<number>,
): StatelessSampler<Item> {
  const check = new ParameterCheck('weightedChoice', stream, { weights });
  const shares = weightsOf(check, weights, items.length, 'items');
  check.done();
  refuseNone('weightedChoice', items);
  const table = new CumulativeTable(shares);
  const place = new InversionSampler(stream, {
    whole: true,
    lower: (tail) => table.lower(tail),
    upper: (tail) => table.upper(tail),
    below: (x) => table.upTo(Math.floor(x)),
    above: (x) => table.beyond(Math.floor(x)),
  });
  return new Choice(items, place);
}

class Choice<Item> extends StatelessSampler<Item> {
  readonly #items: readonly Item[];

  constructor(
    items: readonly Item[],
    private readonly place: InversionSampler,
  ) {
    super();
    this.#items = [...items];
  }

  override sample(): Item {
    return this.#items[this.place.sample()] as Item;
  }
}

function refuseNone(name: string, items: readonly unknown[]): void {
  if (items.length > 0) return;
  throw new DiscoError('ARGUMENT_INVALID', `${name}: items is an empty list; give at least one item`);
}
