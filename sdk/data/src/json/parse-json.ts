import * as v from 'valibot';

/** Maximum number of characters of an invalid value in a message. */
const MOST_SHOWN = 60;

/** A valid value, or the faults of an invalid one, field by field. */
export type ParsedJson<Value> =
  | { readonly value: Value; readonly faults?: undefined }
  | { readonly value?: undefined; readonly faults: readonly string[] };

/**
 * Parses a JSON value with a schema whose messages say what each value must be.
 *
 * @returns the value, or all faults, as in `layers[2].name is 7; it must be a string`
 */
export function parseJson<Value>(schema: v.GenericSchema<unknown, Value>, json: unknown): ParsedJson<Value> {
  const { success, output, issues } = v.safeParse(schema, json);
  if (success) return { value: output };
  // A number may break several rules with the same message.
  return { faults: [...new Set(issues.map(fault))] };
}

/** One issue of a schema, as a sentence. */
export function fault({ path, input, message }: v.BaseIssue<unknown>): string {
  const given = input === undefined ? 'is missing' : `is ${(JSON.stringify(input) ?? '').slice(0, MOST_SHOWN)}`;
  return `${pathText(path ?? []) || 'the document'} ${given}; it must be ${message}`;
}

/** A path in JavaScript notation: `cases[2].parameters["lead time"]`. */
export function pathText(path: readonly v.IssuePathItem[]): string {
  return path.reduce((text, { key }) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\w$-]+$/.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}
