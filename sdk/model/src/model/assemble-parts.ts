import { shownValue, type Problem } from '@disco-engine/kernel';
import type { AssembledModel, Declarations, ModelOptions, UsedPart } from './model-options.js';
import type { NodeClass } from './node-class.js';
import { combinedParameters } from './part-parameters.js';
import { nodeRecord } from './records.js';
import type { RunProvider } from './run-provider.js';
import { simprocName, type SimprocRef } from './simproc.js';

/** A part, with the defaults that its user gives to its parameters. */
export interface PartUse {
  /** The same object wherever the part is used. */
  readonly options: Declarations;
  readonly defaults: Readonly<Record<string, unknown>>;
}

type UseOf = (one: unknown) => PartUse | undefined;

/** A model or a part, with the text that names it in messages. */
interface Owner {
  readonly text: string;
  readonly options: Declarations;
}

/**
 * Assembles a model with its parts. @param useOf returns the use of a part for an entry of a list, or undefined for any other
 * entry
 */
export function assembled(model: ModelOptions, useOf: UseOf): AssembledModel {
  const problems: Problem[] = [];
  const whole: Owner = { text: `model '${model.name}'`, options: model };
  const parts = partsOf(model, useOf).map((options): Owner => ({ text: `part '${options.name}'`, options }));
  const owners = [...parts, whole];
  for (const { options } of parts)
    if (options.name === '') problems.push({ code: 'NAME_EMPTY', message: 'a part has an empty name' });
  for (const name of new Set(parts.map(({ options }) => options.name))) {
    if (parts.filter(({ options }) => options.name === name).length < 2) continue;
    problems.push({ code: 'PART_REPEATED', message: `two parts are called '${name}'; give each its own name` });
  }
  const simprocs = ordered(whole, parts, useOf, problems);
  const nodes = owners.flatMap(({ options }) => options.nodes);
  reportRepeated(
    owners,
    'NODE_REPEATED',
    'node type',
    ({ options }) => options.nodes.map((node) => [node, nodeRecord(node)?.name ?? node.name]),
    problems,
  );
  const combined = combinedParameters(whole, parts, usesOf(owners, useOf), problems);
  return {
    simprocs,
    nodes: firstOfEach(nodes, (node: NodeClass) => nodeRecord(node)?.name ?? node.name),
    ...combined,
    providers: [...combined.providers, ...providersOf(whole, parts, problems)],
    problems,
  };
}

/** All parts, each once and after those that it uses. */
function partsOf(options: Declarations, useOf: UseOf, found: Declarations[] = []): Declarations[] {
  for (const one of [...(options.uses ?? []), ...options.simprocs]) {
    const used = useOf(one)?.options;
    if (used === undefined || found.includes(used)) continue;
    partsOf(used, useOf, found);
    found.push(used);
  }
  return found;
}

function usesOf(owners: readonly Owner[], useOf: UseOf): { readonly by: Owner; readonly use: PartUse }[] {
  return owners.flatMap((by) =>
    [...(by.options.uses ?? []), ...by.options.simprocs].flatMap((one) => {
      const use = useOf(one);
      return use === undefined ? [] : [{ by, use }];
    }),
  );
}

/** The order of all simprocs. */
function ordered(whole: Owner, parts: readonly Owner[], useOf: UseOf, problems: Problem[]): SimprocRef<never>[] {
  reportRepeated(
    [...parts, whole],
    'SIMPROC_REPEATED',
    'simproc',
    ({ options }) => ownSimprocs(options).map((ref) => [ref, simprocName(ref)]),
    problems,
  );
  const listed = expanded(whole.options, useOf);
  const named = new Set([whole, ...parts].flatMap(({ options }) => options.simprocs.map((one) => useOf(one)?.options)));
  const unlisted = parts
    .filter(({ options }) => !named.has(options))
    .flatMap(({ options }) => expanded(options, useOf))
    .filter((ref) => !listed.includes(ref));
  const order = firstOfEach([...unlisted, ...listed], simprocName);
  const text = order.map(simprocName).join(', ');
  for (const part of parts) {
    const own = expanded(part.options, useOf);
    for (const [at, ref] of own.entries()) {
      const before = own[at - 1] ?? ref;
      // A simproc that is not in the order shares its name with another one, which has been reported already.
      if (!order.includes(ref) || order.indexOf(before) <= order.indexOf(ref)) continue;
      const message = `${part.text} has simproc '${simprocName(before)}' before '${simprocName(ref)}', but the order of ${whole.text} is ${text}; list them in the model's simprocs in an order that suits all parts`;
      problems.push({ code: 'SIMPROC_MISPLACED', message });
    }
  }
  return order;
}

/** The simprocs of a list, with those of the parts in it. */
function expanded(options: Declarations, useOf: UseOf): SimprocRef<never>[] {
  return options.simprocs.flatMap((one) => {
    const use = useOf(one);
    return use === undefined ? [one as SimprocRef<never>] : expanded(use.options, useOf);
  });
}

function ownSimprocs({ simprocs }: Declarations): SimprocRef<never>[] {
  return simprocs.filter((one): one is SimprocRef<never> => typeof one === 'string' || !isPart(one));
}

function isPart(one: SimprocRef<never> | UsedPart): one is UsedPart {
  return typeof one === 'object' && 'assemble' in one;
}

/** Reports different things that share a name. A name given as a string is a different thing for each owner. */
function reportRepeated(
  owners: readonly Owner[],
  code: string,
  what: string,
  namedBy: (owner: Owner) => readonly (readonly [thing: unknown, name: string])[],
  problems: Problem[],
): void {
  const found = new Map<string, { readonly thing: unknown; readonly owners: Owner[] }>();
  for (const owner of owners) {
    const own = new Set<unknown>();
    for (const [thing, name] of namedBy(owner)) {
      const known = found.get(name);
      if (known === undefined) found.set(name, { thing, owners: [owner] });
      else if (own.has(thing) || thing !== known.thing || typeof thing === 'string') known.owners.push(owner);
      own.add(thing);
    }
  }
  for (const [name, { owners: all }] of found) {
    if (all.length < 2) continue;
    const several = new Set(all);
    const message =
      several.size === 1
        ? `the name '${name}' of a ${what} occurs twice in ${all[0]?.text}`
        : `the name '${name}' of a ${what} is given by ${[...several].map(({ text }) => text).join(' and by ')}; give each its own name, or share one object`;
    problems.push({ code, message });
  }
}

function firstOfEach<One>(all: readonly One[], nameOf: (one: One) => string): One[] {
  const found = new Map<string, One>();
  for (const one of all) if (!found.has(nameOf(one))) found.set(nameOf(one), one);
  return [...found.values()];
}

/** Providers of the model take precedence over those of its parts. */
function providersOf(whole: Owner, parts: readonly Owner[], problems: Problem[]): RunProvider[] {
  const own = whole.options.providers ?? [];
  const given = new Set<unknown>(own.map(({ token }) => token));
  const found = new Map<unknown, { readonly provider: RunProvider; readonly text: string }>();
  for (const { text, options } of parts) {
    for (const provider of options.providers ?? []) {
      const known = found.get(provider.token);
      if (known !== undefined && known.provider !== provider && !given.has(provider.token)) {
        const message = `${known.text} and ${text} provide ${tokenText(provider.token)}, in different ways; list one provider for it in ${whole.text}`;
        problems.push({ code: 'PROVIDER_REPEATED', message });
      }
      if (known === undefined) found.set(provider.token, { provider, text });
    }
  }
  return [...[...found.values()].map(({ provider }) => provider), ...own];
}

function tokenText(token: unknown): string {
  return typeof token === 'function' ? token.name : typeof token === 'symbol' ? String(token) : shownValue(token);
}
