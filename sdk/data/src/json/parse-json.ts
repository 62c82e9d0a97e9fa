import * as v from 'valibot';

/** Characters of a wrong value that a message shows. */
const MOST_SHOWN = 60;

/** A value that fits a schema, or what is wrong with it, field by field. */
export type ParsedJson<Value> =
  | { readonly value: Value; readonly faults?: undefined }
  | { readonly value?: undefined; readonly faults: readonly string[] };

/**
 * Parses a JSON value through a schema whose messages say what each value must be.
 *
 * @returns its value, or all faults, as in `layers[2].name is 7; it must be a string`
 */
export function parseJson<Value>(schema: v.GenericSchema<unknown, Value>, json: unknown): ParsedJson<Value> {
  const { success, output, issues } = v.safeParse(schema, json);
  if (success) return { value: output };
  // A number may break several rules that one message tells.
  return { faults: [...new Set(issues.map(fault))] };
}

/** One issue of a schema, as a sentence. */
export function fault({ path, input, message }: v.BaseIssue<unknown>): string {
  const given = input === undefined ? 'is missing' : `is ${(JSON.stringify(input) ?? '').slice(0, MOST_SHOWN)}`;
  return `${pathText(path ?? []) || 'the document'} ${given}; it must be ${message}`;
}

/** As JavaScript writes it: `cases[2].parameters["lead time"]`. */
export function pathText(path: readonly v.IssuePathItem[]): string {
  return path.reduce((text, { key }) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\w$-]+$/.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}
