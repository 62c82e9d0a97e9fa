import { shownKind, shownValue } from '@disco-engine/kernel';
import { keyProblems, type KeysOf } from '../../definition/known-keys.js';
import { valueText } from '../../fields/stored-value.js';

/** A whole-number parameter, in steps from `least`. */
export interface IntegerVariable {
  readonly kind: 'integer';
  readonly least: number;
  readonly greatest: number;
  readonly step: number;
}

/** A numeric parameter, tried in steps from `least`. */
export interface RealVariable {
  readonly kind: 'real';
  readonly least: number;
  readonly greatest: number;
  /** A hundredth of the range if undefined. */
  readonly step: number | undefined;
}

/** A parameter that takes one of several unordered values. */
export interface ChoiceVariable<Value = unknown> {
  readonly kind: 'choice';
  readonly values: readonly Value[];
}

/** A parameter whose best value is sought. */
export type Variable = IntegerVariable | RealVariable | ChoiceVariable;

export interface VariableStep {
  /** Difference between neighbouring values, above 0. Default: 1 for an integer, a hundredth of the range for a real. */
  readonly step?: number | undefined;
}

/** A whole number from `least` to `greatest`, such as the number of mechanics. */
export function integer(least: number, greatest: number, { step = 1, ...rest }: VariableStep = {}): IntegerVariable {
  // `variableProblems` reports settings that do not exist.
  return { ...rest, kind: 'integer', least, greatest, step };
}

/** A number from `least` to `greatest`, resolved to a `step`. */
export function real(least: number, greatest: number, { step, ...rest }: VariableStep = {}): RealVariable {
  return { ...rest, kind: 'real', least, greatest, step };
}

/** One of these values, which have no order, such as dispatching rules. */
export function choice<const Values extends readonly unknown[]>(...values: Values): ChoiceVariable<Values[number]> {
  return { kind: 'choice', values };
}

/** The values that a variable can take. */
export interface Dimension {
  readonly name: string;
  readonly values: readonly unknown[];
  /** Whether neighbouring values are similar. */
  readonly isOrdered: boolean;
}

const MOST_VALUES = 100_000;
const USUAL_STEPS = 100;
/** Decimal digits kept: the remaining digits of a double would only show rounding errors. */
const DIGITS = 12;

/** The dimension of a valid variable; check with `variableProblems` first. */
export function dimensionOf(name: string, variable: Variable): Dimension {
  if (variable.kind === 'choice') return { name, values: variable.values, isOrdered: false };
  const { least } = variable;
  const step = stepOf(variable);
  const values = Array.from({ length: countOf(variable) }, (_, at) => Number((least + at * step).toPrecision(DIGITS)));
  return { name, values, isOrdered: true };
}

const RANGE_KEYS = { kind: true, least: true, greatest: true, step: true } satisfies KeysOf<
  IntegerVariable | RealVariable
>;

const KEYS: Readonly<Record<Variable['kind'], Readonly<Record<string, true>>>> = {
  integer: RANGE_KEYS,
  real: RANGE_KEYS,
  choice: { kind: true, values: true } satisfies KeysOf<ChoiceVariable>,
};

/** The problems of a variable. */
export function variableProblems(name: string, variable: Variable): string[] {
  if (typeof variable !== 'object' || variable === null || !Object.hasOwn(KEYS, variable.kind))
    return [`variable '${name}' is ${shownKind(variable)}; give integer(…), real(…) or choice(…)`];
  const unknown = keyProblems(variable, KEYS[variable.kind]).map((message) => `variable '${name}': ${message}`);
  return [...unknown, ...valueProblems(name, variable)];
}

function valueProblems(name: string, variable: Variable): string[] {
  if (variable.kind === 'choice') {
    const texts = variable.values.map((value) => valueText(value));
    if (texts.length === 0) return [`variable '${name}' is a choice without values; give at least one`];
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
    return [`variable '${name}' has ${count} values, more than ${MOST_VALUES}; give a larger step`];
  return [];
}

function stepOf({ kind, least, greatest, step }: IntegerVariable | RealVariable): number {
  return step ?? (kind === 'integer' ? 1 : (greatest - least) / USUAL_STEPS);
}

function countOf(variable: IntegerVariable | RealVariable): number {
  const { least, greatest } = variable;
  if (least === greatest) return 1;
  // If the step divides the range up to rounding, the end is included.
  return 1 + Math.floor((greatest - least) / stepOf(variable) + 1e-9);
}
