/**
 * Replaces a property, own or inherited, of an object that may be a global.
 *
 * @returns a function that restores the original
 */
export function replace(owner: object, property: string, value: unknown): () => void {
  const original = Object.getOwnPropertyDescriptor(owner, property);
  const enumerable = original?.enumerable ?? false;
  Object.defineProperty(owner, property, { value, enumerable, configurable: true, writable: true });
  return () => {
    if (original !== undefined) Object.defineProperty(owner, property, original);
    else Reflect.deleteProperty(owner, property);
  };
}
