import type { Problem } from '@disco-engine/kernel';
import type { ParameterClass } from '../model/model-options.js';

/**
 * An instance of a parameter class with the given values in place of its defaults. A name that the class does not have, or a value
 * of another kind than the default, is added to `problems`.
 */
export function parameterValues(
  parameters: ParameterClass | undefined,
  given: object,
  problems: Problem[],
): object | undefined {
  if (parameters === undefined) {
    if (Object.keys(given).length > 0)
      problems.push({ code: 'UNKNOWN_PARAMETER', message: 'parameters were given, but the model declares none' });
    return undefined;
  }
  const values = new parameters() as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    if (!(name in values)) {
      const known = Object.keys(values).join(', ') || 'none with a default';
      problems.push({
        code: 'UNKNOWN_PARAMETER',
        message: `class ${parameters.name} has no parameter '${name}'; it has: ${known}`,
      });
    } else if (typeof value !== typeof values[name]) {
      const message = `parameter '${name}' is a ${typeof values[name]}, but a ${typeof value} was given`;
      problems.push({ code: 'PARAMETER_TYPE', message });
    }
    values[name] = value;
  }
  return Object.freeze(values);
}
