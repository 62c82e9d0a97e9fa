import { DiscoError } from '@disco-engine/kernel';
import type { TransportKind } from '../kind/transport-kind.js';

/**
 * The transport that a module exports: as `transport`, as its default export, or under the given name.
 *
 * @param url URL of the module, for errors
 * @throws DiscoError `TRANSPORT_UNKNOWN` if there is no such export; `TRANSPORT_INVALID` if it does not describe a
 * transport
 */
export function transportOfModule(
  exports: Readonly<Record<string, unknown>>,
  url: string,
  name?: string,
): TransportKind {
  const found = exports[name ?? ('transport' in exports ? 'transport' : 'default')];
  if (found === undefined) {
    const known = Object.keys(exports).join(', ') || 'nothing';
    throw new DiscoError(
      'TRANSPORT_UNKNOWN',
      `module ${url} exports no '${name ?? 'transport'}'; it exports: ${known}. Export what 'defineTransport' or 'sessionKind' returns`,
    );
  }
  const problem = kindProblem(found);
  if (problem === undefined) return found as TransportKind;
  throw new DiscoError(
    'TRANSPORT_INVALID',
    `'${name ?? 'transport'}' of module ${url} does not describe a transport: ${problem}`,
  );
}

function kindProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return `it is ${value === null ? 'null' : `a ${typeof value}`}`;
  const { name, hosts, schemes, prepare, make } = value as Partial<Record<keyof TransportKind, unknown>>;
  if (typeof name !== 'string' || name === '') return `its name is ${JSON.stringify(name)}; give a non-empty string`;
  if (!Array.isArray(hosts) || hosts.length === 0 || !hosts.every((host) => HOSTS.includes(host)))
    return `its hosts are ${JSON.stringify(hosts)}; list one or more of: ${HOSTS.join(', ')}`;
  if (typeof prepare !== 'function') return "it has no function 'prepare'";
  if (typeof make !== 'function') return "it has no function 'make'";
  if (schemes === undefined) return undefined;
  const { plain, secure } = (schemes ?? {}) as Record<string, unknown>;
  const isScheme = (scheme: unknown): boolean => typeof scheme === 'string' && /^[a-z]+$/.test(scheme);
  if (isScheme(plain) && isScheme(secure) && plain !== secure) return undefined;
  return `its schemes are ${JSON.stringify(schemes)}; give two lowercase strings, 'plain' and 'secure'`;
}

const HOSTS: readonly unknown[] = ['objects', 'threads', 'processes'];
