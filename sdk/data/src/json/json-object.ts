import * as v from 'valibot';

/** The message of each schema says what a value must be, as in `a string`; `parseJson` puts it after the path of the field. */
type Described = v.GenericSchema & { readonly message?: unknown };

/** A schema of an object with these fields; it leaves out others. Unlike `v.object`, it takes no array, and says what a missing field must be. */
export function jsonObject<const Entries extends Readonly<Record<string, Described>>>(
  entries: Entries,
): v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<Entries, undefined>>> {
  const missing = ({ path }: v.BaseIssue<unknown>): string => {
    // valibot blames the object for a missing field.
    const [field] = path ?? [];
    const { message } = entries[String(field?.key)] ?? {};
    return typeof message === 'string' ? message : 'present';
  };
  return v.pipe(plainObject(), v.object(entries, missing));
}

/** A schema of an object with values of one kind by any name. Unlike `v.record`, it keeps names such as `constructor`, and takes no array. */
export function jsonRecord<Value>(
  value: v.GenericSchema<unknown, Value>,
): v.GenericSchema<unknown, Record<string, Value>> {
  const entries = v.rawCheck<Record<string, unknown>>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const [key, input] of Object.entries(dataset.value)) {
      const { issues = [] } = v.safeParse(value, input);
      const [issue] = issues;
      if (issue === undefined) continue;
      addIssue({
        message: issue.message,
        input: issue.input,
        path: [{ type: 'object', origin: 'value', input: dataset.value, key, value: input }, ...(issue.path ?? [])],
      });
    }
  });
  return v.pipe(plainObject<Value>(), entries as v.GenericPipeAction<Record<string, Value>>);
}

/** Not `instanceof Object`: what `JSON.parse` makes may come from another realm. */
function plainObject<Value = unknown>(): v.CustomSchema<Record<string, Value>, 'an object'> {
  return v.custom((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'an object');
}
