import { safeParse, type GenericSchema } from 'valibot';

/** A message as its schema has it, or what is wrong with it. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** Parses what has come from elsewhere. Never throws, whatever that is. */
export function parse<T>(schema: GenericSchema<unknown, T>, message: unknown): Parsed<T> {
  try {
    const { success, output, issues } = safeParse(schema, message, { abortEarly: true });
    if (success) return { value: output };
    const [issue] = issues;
    const path = issue.path?.map(({ key }) => String(key)).join('.');
    return { problem: path === undefined ? issue.message : `${path}: ${issue.message}` };
  } catch (error) {
    // Nested too deeply for the stack, for one.
    return { problem: error instanceof Error ? error.message : 'it cannot be read' };
  }
}
