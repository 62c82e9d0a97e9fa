import type { Problem } from '@disco-engine/kernel';
import { isLoopback, type TcpAddress } from './address.js';
import type { TrustOptions } from './trust.js';

/**
 * Whether only those who are trusted can read what a process serves over HTTP at an address. This machine is trusted.
 * From elsewhere a client has a certificate, or sends a token; unlike the token of workers it travels, so the network
 * must be trusted then.
 *
 * @param text the address as the user wrote it
 */
export function servingProblems(text: string, { host, secure }: TcpAddress, trust: TrustOptions): Problem[] {
  if (isLoopback(host)) return [];
  const refuse = (message: string): Problem => ({ code: 'TRUST_MISSING', message });
  if (secure) return trust.tls === undefined ? [refuse(`'${text}' needs tls: cert, key and ca`)] : [];
  const problems: Problem[] = [];
  if (trust.token === undefined)
    problems.push(
      refuse(
        `anybody who can reach '${text}' could read what is served there; give a token (--http-token-file), or certificates for ` +
          'mutual TLS (--tls-cert, --tls-key and --tls-ca)',
      ),
    );
  if (trust.allowPlaintext !== true)
    problems.push(
      refuse(
        `anybody on the path to '${text}' could read what is served there, and the token; give certificates for mutual TLS, or ` +
          'allow plain text (--allow-plaintext) on a network that you trust',
      ),
    );
  return problems;
}
