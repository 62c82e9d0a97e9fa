/**
 * Reads a variable of the environment.
 *
 * @param variable name and text
 * @returns the number, or what is wrong
 *
 * @example
 * wholeNumber({ SLURM_PROCID: env.SLURM_PROCID });
 */
export function wholeNumber(variable: Readonly<Record<string, string | undefined>>): number | string {
  const [[name, text] = ['', undefined]] = Object.entries(variable);
  if (text === undefined) return `${name} is not set, although other variables of the same scheduler are`;
  return /^\d{1,9}$/.test(text) ? Number(text) : `${name} is '${text}', which is not a whole number`;
}
