import type { Problem } from '@disco-engine/kernel';
import type { TlsFiles } from '../worker/make-transport.js';

/** By what workers and launchers of several machines know each other. */
export interface Trust {
  /** At least 16 characters, the same for all; it is never sent. */
  readonly token?: string | undefined;
  /** Certificates of both sides, signed by the one authority. */
  readonly tls?: TlsFiles | undefined;
  /** Lets a token do without TLS beyond this machine: what is sent can be read, and changed, on the way. */
  readonly allowPlaintext?: boolean | undefined;
}

/** What is wrong with an address under this trust; undefined where nothing is. */
export function trustProblem(listen: string, { token, tls, allowPlaintext = false }: Trust): Problem | undefined {
  if (token !== undefined && token.length < LEAST_TOKEN)
    return problem(`the token has ${token.length} characters; give at least ${LEAST_TOKEN}`);
  if (listen.startsWith('unix:') || tls !== undefined) return undefined;
  if (token === undefined)
    return problem(
      `${listen} can be reached by others; give a token (--token-file), or certificates (--tls-cert, --tls-key, --tls-ca)`,
    );
  if (allowPlaintext || /:\/\/(127\.\d+\.\d+\.\d+|\[::1\]|localhost):/.test(listen)) return undefined;
  return problem(
    `${listen} leaves this machine without encryption; give certificates, or allow it with --allow-plaintext`,
  );
}

function problem(message: string): Problem {
  return { code: 'TRUST_MISSING', message };
}

const LEAST_TOKEN = 16;
