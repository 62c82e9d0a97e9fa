import * as v from 'valibot';
import { missingField, plainObject, type JsonFields, type JsonFieldsOutput } from './json-object.js';

/** A schema of an object with these fields and no others. @param expected for the message, if values other than objects are allowed */
export function jsonOptions<const Fields extends JsonFields>(
  fields: Fields,
  expected = 'an object',
): v.GenericSchema<unknown, JsonFieldsOutput<Fields>> {
  const missing = missingField(fields);
  const message = (issue: v.BaseIssue<unknown>): string =>
    isUnknownOption(issue) ? Object.keys(fields).join(', ') : missing(issue);
  return v.pipe(plainObject(expected), v.strictObject(fields, message));
}

/** Whether an issue is about an unknown field; its message lists the known fields. */
export function isUnknownOption({ expected }: v.BaseIssue<unknown>): boolean {
  return expected === 'never';
}
