/** The prototype of all generator functions. */
const GENERATOR_FUNCTION = Object.getPrototypeOf(function* () {
  // Only its prototype matters.
}) as object;

type NamesOf = (steps: object) => string | undefined;

const known = new WeakMap<object, NamesOf>();

/** For a node class: a function that returns the name of the generator method that made a generator. */
export function generatorNames(nodeClass: { readonly prototype: object }): NamesOf {
  const found = known.get(nodeClass) ?? namesOf(nodeClass);
  known.set(nodeClass, found);
  return found;
}

function namesOf(nodeClass: { readonly prototype: object }): NamesOf {
  const names = new Map<object, string>();
  for (
    let owner: object | null = nodeClass.prototype;
    owner !== null;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      if (typeof value !== 'function' || Object.getPrototypeOf(value) !== GENERATOR_FUNCTION) continue;
      // Each generator inherits from the `prototype` of the function that made it.
      names.set((value as { readonly prototype: object }).prototype, name);
    }
  }
  // Most generators come from the same method as the previous one.
  let last: object | undefined;
  let lastName: string | undefined;
  return (steps) => {
    const owner = Object.getPrototypeOf(steps) as object;
    if (owner !== last) lastName = names.get((last = owner));
    return lastName;
  };
}
