import * as v from 'valibot';

/** Schemas of the fields of an object. The message of each says what the value must be, as in `a string`; see `parseJson`. */
export type JsonFields = Readonly<Record<string, v.GenericSchema & { readonly message?: unknown }>>;

/** The type of an object with these fields. */
export type JsonFieldsOutput<Fields extends JsonFields> = v.InferOutput<v.ObjectSchema<Fields, undefined>>;

/**
 * A schema of an object with these fields; it drops others. Unlike `v.object`, it rejects arrays, and its message for a missing field says
 * what the field must be.
 */
export function jsonObject<const Fields extends JsonFields>(
  fields: Fields,
): v.GenericSchema<unknown, JsonFieldsOutput<Fields>> {
  return v.pipe(plainObject(), v.object(fields, missingField(fields)));
}

/** A schema of an object with values of one kind under any names. Unlike `v.record`, it keeps names like `constructor` and rejects arrays. */
export function jsonRecord<Value>(
  value: v.GenericSchema<unknown, Value>,
  expected = 'an object',
): v.GenericSchema<unknown, Record<string, Value>> {
  const entries = v.rawTransform<Record<string, unknown>, Record<string, Value>>(({ dataset, addIssue }) => {
    const parsed: [string, Value][] = [];
    for (const [key, input] of Object.entries(dataset.value)) {
      const { success, output, issues } = v.safeParse(value, input);
      if (success) parsed.push([key, output]);
      for (const issue of issues ?? [])
        addIssue({
          message: issue.message,
          input: issue.input,
          expected: issue.expected ?? undefined,
          path: [{ type: 'object', origin: 'value', input: dataset.value, key, value: input }, ...(issue.path ?? [])],
        });
    }
    return Object.fromEntries(parsed);
  });
  return v.pipe(plainObject(expected), entries);
}

/** The message for a missing field, which valibot reports as an issue of the object. */
export function missingField(fields: JsonFields): (issue: v.BaseIssue<unknown>) => string {
  return ({ path }) => {
    const message = fields[String(path?.[0].key)]?.message;
    return typeof message === 'string' ? message : 'present';
  };
}

/** A schema of a plain object. Does not use `instanceof Object`, because parsed JSON may come from another realm. */
export function plainObject(expected = 'an object'): v.CustomSchema<Record<string, unknown>, string> {
  return v.custom((value) => typeof value === 'object' && value !== null && !Array.isArray(value), expected);
}
