import { nearName, shownKind, shownText } from '@disco-engine/kernel';

/** The keys that an object may have. `satisfies KeysOf<Type>` makes the compiler compare them with the type. */
export type KeysOf<Type> = Readonly<Record<Type extends unknown ? keyof Type : never, true>>;

/**
 * A problem for each key that is not known, because a misspelt setting would be ignored; or one if the value is no object.
 *
 * @param known see `KeysOf`
 */
export function keyProblems(value: unknown, known: Readonly<Record<string, true>>): string[] {
  const names = Object.keys(known);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`it is ${shownKind(value)}; give an object with ${names.join(', ')}`];
  return Object.keys(value)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => `unknown setting ${shownText(key)}; ${nearHint(key, names, 'known are')}`);
}

/**
 * A hint for an unknown name: the one with the closest spelling, or all that exist.
 *
 * @param what precedes the names that exist, as in `declared are`
 */
export function nearHint(name: string, names: readonly string[], what: string): string {
  const near = nearName(name, names);
  return near === undefined ? `${what}: ${names.join(', ') || 'none'}` : `did you mean ${shownText(near)}?`;
}
