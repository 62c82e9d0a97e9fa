import * as v from 'valibot';
import { missingField, plainObject, type JsonFields, type JsonFieldsOutput } from './json-object.js';

/** A schema of an object with these fields and no others. @param expected what else than an object it may be, in the message */
export function jsonOptions<const Fields extends JsonFields>(
  fields: Fields,
  expected = 'an object',
): v.GenericSchema<unknown, JsonFieldsOutput<Fields>> {
  const missing = missingField(fields);
  const message = (issue: v.BaseIssue<unknown>): string =>
    isUnknownOption(issue) ? Object.keys(fields).join(', ') : missing(issue);
  return v.pipe(plainObject(expected), v.strictObject(fields, message));
}

/** Whether an issue is about a field that there is not; its message lists those that there are. */
export function isUnknownOption({ expected }: v.BaseIssue<unknown>): boolean {
  return expected === 'never';
}
