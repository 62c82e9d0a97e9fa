import { InvalidInputError, nearName, shownKind, type Problem } from '@disco-engine/kernel';
import type { ModelSpecification } from '../model/model-specification.js';

/**
 * An instance of the model's parameter class with the given values in place of its defaults; undefined if the model has none. A
 * value must be of the same kind as its default: a number for a number, an array for an array. A default of null or undefined
 * accepts any value.
 *
 * @throws InvalidInputError `PARAMETERS_INVALID` for unknown names, and for values of another kind than the default
 */
export function parameterValues({ name: model, parameters }: ModelSpecification, given: object): object | undefined {
  const values = parameters && (new parameters() as Record<string, unknown>);
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (values === undefined || !Object.hasOwn(values, name)) {
      const known = Object.keys(values ?? {});
      const near = nearName(name, known);
      const hint = near === undefined ? `the model declares: ${known.join(', ') || 'none'}` : `did you mean '${near}'?`;
      const message = `unknown parameter '${name}'; ${hint}`;
      problems.push({ code: 'PARAMETER_UNKNOWN', message });
    } else if (!isOfKind(value, values[name])) {
      const message = `parameter '${name}' must be ${shownKind(values[name])}, but ${shownKind(value)} was given`;
      problems.push({ code: 'PARAMETER_TYPE_WRONG', message });
    } else values[name] = value;
  }
  if (problems.length > 0)
    throw new InvalidInputError('PARAMETERS_INVALID', `the set of parameters of model '${model}'`, problems);
  return values && Object.freeze(values);
}

function isOfKind(value: unknown, fallback: unknown): boolean {
  return fallback === undefined || fallback === null || shownKind(value) === shownKind(fallback);
}
