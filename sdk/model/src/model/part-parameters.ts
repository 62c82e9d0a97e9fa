import { shownKind, shownValue, type Problem } from '@disco-engine/kernel';
import type { AssembledModel, Declarations, ParameterClass } from './model-options.js';
import type { RunProvider } from './run-provider.js';

interface Owner {
  readonly text: string;
  readonly options: Declarations;
}

interface Use {
  readonly by: Owner;
  readonly use: { readonly options: Declarations; readonly defaults: Readonly<Record<string, unknown>> };
}

type Values = Record<string, unknown>;

/**
 * Combines the parameters of a model and its parts in one class; fields of a part are named `PART.FIELD`. Code that handles
 * parameters by name needs to know no more. Nodes inject their own parameter class, with the values of the run.
 */
export function combinedParameters(
  whole: Owner,
  parts: readonly Owner[],
  uses: readonly Use[],
  problems: Problem[],
): Pick<AssembledModel, 'parameters' | 'parameterClasses'> & { readonly providers: readonly RunProvider[] } {
  const own = whole.options.parameters;
  const declaring = parts.filter(({ options }) => options.parameters !== undefined);
  const parameterClasses = [whole, ...declaring].flatMap(({ options }) => options.parameters ?? []);
  for (const { by, use } of uses) {
    if (use.options.parameters !== undefined || Object.keys(use.defaults).length === 0) continue;
    problems.push(unknownDefault(by, use.options, Object.keys(use.defaults).join(', '), []));
  }
  if (declaring.length === 0) return { parameters: own, parameterClasses, providers: [] };
  reportShared([whole, ...declaring], problems);
  const ownNames = own === undefined ? [] : Object.keys(new own());
  const fields = declaring.flatMap(({ text, options }) => {
    const values = withDefaults(whole, options, uses, problems);
    return Object.entries(values).map(([name, value]) => {
      const field = `${options.name}.${name}`;
      if (ownNames.includes(field))
        problems.push({
          code: 'PARAMETER_REPEATED',
          message: `${whole.text} and ${text} both have a parameter '${field}'; rename one of them`,
        });
      return [field, value] as const;
    });
  });
  class Combined extends (own ?? Object) {
    constructor() {
      super();
      for (const [field, value] of fields) (this as unknown as Values)[field] = value;
    }
  }
  // Messages name the author's class.
  Object.defineProperty(Combined, 'name', { value: own?.name ?? Combined.name });
  const providers: RunProvider[] = declaring.map(({ options }) => ({
    token: options.parameters as ParameterClass,
    useFactory: (container) => partValues(options, container.resolve(Combined)),
  }));
  if (own !== undefined) providers.push({ token: own, useFactory: (container) => container.resolve(Combined) });
  return { parameters: Combined, parameterClasses, providers };
}

/** With one class for two owners, it would be unclear whose values a node gets. */
function reportShared(owners: readonly Owner[], problems: Problem[]): void {
  for (const [at, { text, options }] of owners.entries()) {
    const other = owners.slice(0, at).find((one) => one.options.parameters === options.parameters);
    if (other === undefined || options.parameters === undefined) continue;
    const message = `${other.text} and ${text} share the parameter class ${options.parameters.name}; extend the class for one of them`;
    problems.push({ code: 'PARAMETERS_SHARED', message });
  }
}

/**
 * The parameters of a part, with the defaults of its users: those of the model take precedence over those of other parts and of
 * the part itself.
 */
function withDefaults(whole: Owner, options: Declarations, uses: readonly Use[], problems: Problem[]): Values {
  const values = new (options.parameters as ParameterClass)() as Values;
  const givers = new Map<string, Owner>();
  // The model is the last of the owners, and so takes precedence.
  for (const { by, use } of uses) {
    if (use.options !== options) continue;
    for (const [name, value] of Object.entries(use.defaults)) {
      if (!Object.hasOwn(values, name)) {
        problems.push(unknownDefault(by, options, name, Object.keys(values)));
        continue;
      }
      const giver = givers.get(name);
      const before = values[name];
      const isOfKind = before === undefined || before === null || shownKind(value) === shownKind(before);
      if (!isOfKind) {
        const message = `${by.text} gives ${shownKind(value)} as the default of parameter '${name}' of part '${options.name}', which is ${shownKind(before)}`;
        problems.push({ code: 'PARAMETER_TYPE_WRONG', message });
      } else if (
        giver !== undefined &&
        by !== whole &&
        !Object.is(before, value) &&
        !givenBy(whole, options, name, uses)
      ) {
        const message = `${giver.text} and ${by.text} give parameter '${name}' of part '${options.name}' different defaults, ${shownValue(before)} and ${shownValue(value)}; set one in the model's uses`;
        problems.push({ code: 'PARAMETER_CLASH', message });
      }
      givers.set(name, by);
      values[name] = value;
    }
  }
  return values;
}

function givenBy(owner: Owner, options: Declarations, name: string, uses: readonly Use[]): boolean {
  return uses.some(({ by, use }) => by === owner && use.options === options && Object.hasOwn(use.defaults, name));
}

function unknownDefault(by: Owner, options: Declarations, name: string, known: readonly string[]): Problem {
  const message = `${by.text} gives a default for parameter '${name}' of part '${options.name}', which declares: ${known.join(', ') || 'none'}`;
  return { code: 'PARAMETER_UNKNOWN', message };
}

/** An instance of a part's parameter class with the values of the run. */
function partValues({ name: part, parameters }: Declarations, all: object): object {
  const values = new (parameters as ParameterClass)() as Values;
  for (const name of Object.keys(values)) values[name] = (all as Values)[`${part}.${name}`];
  return Object.freeze(values);
}
