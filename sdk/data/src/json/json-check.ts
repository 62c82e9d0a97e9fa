import * as v from 'valibot';

/** Rejects the value at a path, and says what it must be. */
export type RefuseField = (expected: string, ...path: readonly [string | number, ...(string | number)[]]) => void;

/** A step of `v.pipe` that checks conditions between fields of a value; it is skipped if an individual field is invalid. */
export function jsonCheck<Value>(check: (value: Value, refuse: RefuseField) => void): v.RawCheckAction<Value> {
  return v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    check(dataset.value, (message, ...[first, ...others]) => {
      const path: [v.UnknownPathItem, ...v.UnknownPathItem[]] = [step(dataset.value, first)];
      for (const key of others) path.push(step(path.at(-1)?.value, key));
      addIssue({ message, input: path.at(-1)?.value, path });
    });
  });
}

function step(input: unknown, key: string | number): v.UnknownPathItem {
  const value: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, key) : undefined;
  return { type: 'unknown', origin: 'value', input, key, value };
}
