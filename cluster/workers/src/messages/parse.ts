import { safeParse, type GenericSchema } from 'valibot';

/** A message that conforms to its schema, or what is wrong with it. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** Parses a message from elsewhere. Never throws, whatever the message is. */
export function parse<T>(schema: GenericSchema<unknown, T>, message: unknown): Parsed<T> {
  try {
    const { success, output, issues } = safeParse(schema, message, { abortEarly: true });
    if (success) return { value: output };
    const [issue] = issues;
    const path = issue.path?.map(({ key }) => String(key)).join('.');
    return { problem: path === undefined ? issue.message : `${path}: ${issue.message}` };
  } catch (error) {
    // For example, because it is nested too deeply for the stack.
    return { problem: error instanceof Error ? error.message : 'it cannot be parsed' };
  }
}
