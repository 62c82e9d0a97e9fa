import { InvalidInputError, type Problem } from '@disco-engine/kernel';
import { isLoopback, parseAddress, type Address, type Schemes } from './address.js';

/** Certificates for mutual TLS: each side shows its own, and takes only those that the authority has signed. All in PEM. */
export interface TlsOptions {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  readonly ca: string | Buffer;
  /** Name that the certificates of the others are issued for; without it, the host in their address. */
  readonly serverName?: string | undefined;
}

/** Who may join a run, and by what proof. */
export interface TrustOptions {
  /**
   * Secret of the run, 16 bytes or more. It never travels: each side proves by a keyed hash over random numbers of both that it has
   * it.
   */
  readonly token?: string | Uint8Array | undefined;
  readonly tls?: TlsOptions | undefined;
  /** Allows addresses without TLS beyond this machine, where anybody on the way can read and change what is sent. */
  readonly allowPlaintext?: boolean | undefined;
}

const LEAST_TOKEN_BYTES = 16;

/** Refuses a listener that somebody beyond the local user could reach without proof. */
export function trustProblems(trust: TrustOptions): Problem[] {
  const { token, tls } = trust;
  const problems: Problem[] = [];
  if (token !== undefined && Buffer.byteLength(token) < LEAST_TOKEN_BYTES)
    problems.push(
      problem(`the token has ${Buffer.byteLength(token)} bytes; take ${LEAST_TOKEN_BYTES} or more, drawn at random`),
    );
  for (const part of ['cert', 'key', 'ca'] as const)
    if (tls !== undefined && (tls[part] ?? '').length === 0)
      problems.push(problem(`tls has no ${part}; mutual TLS needs cert, key and ca`));
  return problems;
}

/** What is wrong with using an address under these options, to listen at or to dial. */
export function addressProblems(text: string, schemes: Schemes, trust: TrustOptions): Problem[] {
  const address = parseAddress(text, schemes);
  if (typeof address === 'string') return [problem(address)];
  if (address.kind === 'unix') return [];
  const { token, tls, allowPlaintext = false } = trust;
  const problems: Problem[] = [];
  if (address.secure && tls === undefined) problems.push(problem(`'${text}' needs tls: cert, key and ca`));
  if (!address.secure && token === undefined)
    problems.push(
      problem(`anybody could join at '${text}'; give a token, or ${schemes.secure}:// with tls, or a Unix socket`),
    );
  if (!address.secure && !allowPlaintext && !isLoopback(address.host))
    problems.push(
      problem(
        `what is sent by '${text}' can be read and changed on the way; ` +
          `take ${schemes.secure}:// with tls, or say allowPlaintext: true on a network that you trust`,
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

function problem(message: string): Problem {
  return { code: 'TRANSPORT_INVALID', message };
}
