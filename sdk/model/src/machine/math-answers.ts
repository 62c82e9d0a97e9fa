import { binaryProbes, unaryProbes, type OpenFunction } from './math-probes.js';

/** By call, such as `Math.log1p(-0.25)`, the result of this JavaScript engine. */
export type MathAnswers = Readonly<Record<string, number>>;

/** The functions that `mathAnswers` calls. */
export type MathFunctions = Pick<Math, OpenFunction>;

/**
 * A self-test of `Math`: the results of its functions where implementations are most likely to differ in the last bit. Two
 * machines with equal results most likely calculate alike; where a result differs, a model that calls that function may have a
 * different result.
 *
 * @param math for tests; by default the `Math` of this engine
 */
export function mathAnswers(math: MathFunctions = Math): MathAnswers {
  const answers: Record<string, number> = {};
  for (const [name, probes] of entriesOf(unaryProbes))
    for (const x of probes) answers[`Math.${name}(${x})`] = math[name](x);
  for (const [name, probes] of entriesOf(binaryProbes))
    for (let at = 0; at < probes.length; at += 2) {
      const [x = NaN, y = NaN] = probes.slice(at, at + 2);
      answers[`Math.${name}(${x}, ${y})`] = math[name](x, y);
    }
  return answers;
}

function entriesOf<Name extends string>(
  probes: Readonly<Record<Name, readonly number[]>>,
): readonly (readonly [Name, readonly number[]])[] {
  return Object.entries(probes) as [Name, readonly number[]][];
}
