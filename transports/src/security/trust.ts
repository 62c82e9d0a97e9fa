import { isIP } from 'node:net';
import { InvalidInputError, type Problem } from '@disco-engine/kernel';
import { isLoopback, parseAddress, type Address, type Schemes } from './address.js';
import type { TlsOptions } from './tls.js';
import { tlsFaults } from './tls-faults.js';
import { tokenProblem } from './token.js';

/** Who may join a run or command a worker, and how they prove it. The same for data and for commands. */
export interface TrustOptions {
  /**
   * A secret that all share, such as `disco token` makes; a short or trivial one is refused. It is never sent: each side
   * proves possession by a keyed hash over random numbers from both.
   */
  readonly token?: string | Uint8Array | undefined;
  readonly tls?: TlsOptions | undefined;
  /** Allows addresses beyond this machine without TLS, where anybody on the path can read and change the traffic. */
  readonly allowPlaintext?: boolean | undefined;
}

/** Problems of the secrets themselves, wherever they are used. */
export function trustProblems({ token, tls }: TrustOptions): Problem[] {
  const weak = token === undefined ? undefined : tokenProblem(token);
  const problems = weak === undefined ? [] : [weak];
  for (const part of ['cert', 'key', 'ca'] as const)
    if (tls !== undefined && (tls[part] ?? '').length === 0)
      problems.push(problem('TRANSPORT_INVALID', `tls has no ${part}; mutual TLS needs cert, key and ca`));
  if (isIP(tls?.serverName ?? '') !== 0)
    problems.push(
      problem(
        'TRANSPORT_INVALID',
        `tls.serverName is '${tls?.serverName ?? ''}', an IP address; give a name, or leave it out to check each certificate against the address that is dialled`,
      ),
    );
  // If a part is missing, problems of the others can wait.
  if (tls !== undefined && tls.cert.length > 0 && tls.key.length > 0 && tls.ca.length > 0)
    for (const { part, why } of tlsFaults(tls)) problems.push(problem('TLS_INVALID', `tls.${part} ${why}`));
  return problems;
}

/** Problems of using an address with these options, to listen at or to dial. */
export function addressProblems(text: string, schemes: Schemes, trust: TrustOptions): Problem[] {
  const address = parseAddress(text, schemes);
  return typeof address === 'string' ? [problem('TRANSPORT_INVALID', address)] : reachProblems(text, address, trust);
}

/**
 * Whether everybody who can reach an address must prove their identity, and nobody on the path can listen in.
 *
 * @param text the address as the user wrote it
 */
export function reachProblems(text: string, address: Address, trust: TrustOptions): Problem[] {
  if (address.kind === 'unix') return [];
  const { token, tls, allowPlaintext = false } = trust;
  if (address.secure)
    return tls === undefined ? [problem('TRUST_MISSING', `'${text}' needs tls: cert, key and ca`)] : [];
  const problems: Problem[] = [];
  if (token === undefined)
    problems.push(
      problem(
        'TRUST_MISSING',
        `anybody who can reach '${text}' could join; give a token (--token-file), certificates for mutual TLS ` +
          '(--tls-cert, --tls-key and --tls-ca), or use a Unix socket',
      ),
    );
  if (!allowPlaintext && !isLoopback(address.host))
    problems.push(
      problem(
        'TRUST_MISSING',
        `anybody on the path to '${text}' could read and change the traffic; give certificates for mutual TLS, ` +
          'or allow plain text (--allow-plaintext) on a network that you trust',
      ),
    );
  return problems;
}

/** @throws InvalidInputError `TRANSPORT_INVALID` */
export function trustedAddress(text: string, schemes: Schemes, trust: TrustOptions): Address {
  const problems = addressProblems(text, schemes, trust);
  const address = parseAddress(text, schemes);
  if (typeof address === 'string' || problems.length > 0)
    throw new InvalidInputError('TRANSPORT_INVALID', `the address '${text}'`, problems);
  return address;
}

function problem(code: string, message: string): Problem {
  return { code, message };
}
