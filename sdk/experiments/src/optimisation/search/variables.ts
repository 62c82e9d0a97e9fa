import { shownValue } from '@disco-engine/kernel';
import { valueText } from '../../fields/stored-value.js';

/** A parameter that is a whole number, in steps from `least` on. */
export interface IntegerVariable {
  readonly kind: 'integer';
  readonly least: number;
  readonly greatest: number;
  readonly step: number;
}

/** A parameter that is a number, tried in steps from `least` on. */
export interface RealVariable {
  readonly kind: 'real';
  readonly least: number;
  readonly greatest: number;
  /** A hundredth of the range where it is undefined. */
  readonly step: number | undefined;
}

/** A parameter that is one of some values without an order. */
export interface ChoiceVariable<Value = unknown> {
  readonly kind: 'choice';
  readonly values: readonly Value[];
}

/** A parameter whose best value is looked for. */
export type Variable = IntegerVariable | RealVariable | ChoiceVariable;

export interface VariableStep {
  /** Difference of two values that are tried, above 0; of an integer 1 by default, of a real a hundredth of the range. */
  readonly step?: number | undefined;
}

/** A whole number from `least` to `greatest`, such as how many mechanics there are. */
export function integer(least: number, greatest: number, { step = 1 }: VariableStep = {}): IntegerVariable {
  return { kind: 'integer', least, greatest, step };
}

/** A number from `least` to `greatest`, to be known to a `step`. */
export function real(least: number, greatest: number, { step }: VariableStep = {}): RealVariable {
  return { kind: 'real', least, greatest, step };
}

/** One of these values, of which none is between two others, such as rules of dispatching. */
export function choice<const Values extends readonly unknown[]>(...values: Values): ChoiceVariable<Values[number]> {
  return { kind: 'choice', values };
}

/** The values that a variable can have. */
export interface Dimension {
  readonly name: string;
  readonly values: readonly unknown[];
  /** Whether values side by side are alike. */
  readonly isOrdered: boolean;
}

const MOST_VALUES = 100_000;
const USUAL_STEPS = 100;
/** Of decimal digits: a double has a few more, which would only show how it was computed. */
const DIGITS = 12;

/** Its values; empty where `variableProblems` has something to say. */
export function dimensionOf(name: string, variable: Variable): Dimension {
  if (variable.kind === 'choice') return { name, values: variable.values, isOrdered: false };
  const { least } = variable;
  const step = stepOf(variable);
  const values = Array.from({ length: countOf(variable) }, (_, at) => Number((least + at * step).toPrecision(DIGITS)));
  return { name, values, isOrdered: true };
}

/** What is wrong with a variable. */
export function variableProblems(name: string, variable: Variable): string[] {
  if (variable.kind === 'choice') {
    const texts = variable.values.map((value) => valueText(value));
    if (texts.length === 0) return [`variable '${name}' is a choice of nothing; give a value or more`];
    const twice = texts.find((text, at) => texts.indexOf(text) < at);
    return twice === undefined ? [] : [`variable '${name}' has the choice ${twice} twice; list each value once`];
  }
  const { kind, least, greatest } = variable;
  const isNumber = kind === 'integer' ? Number.isSafeInteger : Number.isFinite;
  const what = kind === 'integer' ? 'whole' : 'finite';
  if (!(isNumber(least) && isNumber(greatest) && least <= greatest && Number.isFinite(greatest - least)))
    return [
      `variable '${name}' goes from ${shownValue(least)} to ${shownValue(greatest)}; give two ${what} numbers, the lesser first`,
    ];
  const step = stepOf(variable);
  if (!(isNumber(step) && (step > 0 || least === greatest)))
    return [`variable '${name}' has the step ${shownValue(step)}; give a ${what} number above 0`];
  const count = countOf(variable);
  if (count > MOST_VALUES)
    return [`variable '${name}' has ${count} values; there may be ${MOST_VALUES}: give a larger step`];
  return [];
}

function stepOf({ kind, least, greatest, step }: IntegerVariable | RealVariable): number {
  return step ?? (kind === 'integer' ? 1 : (greatest - least) / USUAL_STEPS);
}

function countOf(variable: IntegerVariable | RealVariable): number {
  const { least, greatest } = variable;
  if (least === greatest) return 1;
  // A step that divides the range up to rounding reaches its end.
  return 1 + Math.floor((greatest - least) / stepOf(variable) + 1e-9);
}
