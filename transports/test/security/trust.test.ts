import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '@disco-engine/kernel';
import type { SessionTransportOptions } from '@disco-engine/transports';
import { makeCertificates } from '@disco-engine/testing/transport-suite';
import { GrpcTransport } from '@disco-engine/transports/grpc';
import { WebSocketTransport } from '@disco-engine/transports/ws';
import { formatAddress, parseAddress } from '../../src/security/address.js';
import { trustProblems } from '../../src/security/trust.js';

const TOKEN = 'sixteen bytes, or more';
const TLS = makeCertificates();
const SCHEMES = { plain: 'ws', secure: 'wss' };

describe('the options of a transport', () => {
  it.each<[string, SessionTransportOptions, RegExp[]]>([
    ['a port that anybody can join', { listen: 'ws://127.0.0.1:0' }, [/anybody who can reach .* could join/]],
    ['a port that anybody can read', { listen: 'ws://0.0.0.0:0', token: TOKEN }, [/could read and change the traffic/]],
    ['both', { listen: 'ws://10.0.0.1:7001' }, [/could join/, /could read/]],
    [
      'a short token',
      { listen: 'unix:/tmp/0.sock', token: 'short' },
      [/the token has 5 bytes, and the least length is 16/],
    ],
    [
      'a token of one repeated character',
      { listen: 'unix:/tmp/0.sock', token: 'a'.repeat(64) },
      [/is easy to guess: it repeats one byte/],
    ],
    ['TLS without certificates', { listen: 'wss://0.0.0.0:0', token: TOKEN }, [/needs tls/]],
    ['half of TLS', { listen: 'wss://0.0.0.0:0', tls: { ...TLS, ca: '' } }, [/tls has no ca/]],
    ['a relative path', { listen: 'unix:0.sock' }, [/absolute path/]],
    ['an address of another transport', { listen: 'grpc://127.0.0.1:0' }, [/is not a valid address; use unix:/]],
    ['no port', { listen: 'ws://127.0.0.1' }, [/is not a valid address/]],
    ['too high a port', { listen: 'ws://127.0.0.1:65536', token: TOKEN }, [/the highest port is 65535/]],
    [
      'an unprotected peer',
      { listen: 'unix:/tmp/1.sock', peers: ['ws://one.site:7001'] },
      [/could join/, /could read/],
    ],
    [
      'invalid limits',
      { listen: 'unix:/tmp/1.sock', heartbeat: 0, lostAfter: NaN },
      [/heartbeat is 0/, /lostAfter is NaN/],
    ],
  ])('are refused with %s', (_, options, messages) => {
    const error = refusal(options);
    expect(error).toMatchObject({ code: 'TRANSPORT_INVALID' });
    expect(error?.problems).toHaveLength(messages.length);
    for (const message of messages) expect(error?.problems.some((problem) => message.test(problem.message))).toBe(true);
  });

  it.each<[string, SessionTransportOptions]>([
    ['a Unix socket', { listen: 'unix:/tmp/0.sock' }],
    ['a port of this machine with a token', { listen: 'ws://[::1]:0', token: TOKEN }],
    ['a token with few characters but many bytes', { listen: 'ws://[::1]:0', token: 'äöüßéèêç' }],
    ['a token of 16 hexadecimal digits', { listen: 'ws://[::1]:0', token: '5d02c91be7306fa4' }],
    ['an open network that is trusted', { listen: 'ws://0.0.0.0:0', token: TOKEN, allowPlaintext: true }],
    ['mutual TLS', { listen: 'wss://0.0.0.0:0', tls: TLS, peers: ['wss://one.site:7001'] }],
  ])('may be %s', (_, options) => {
    expect(refusal(options)).toBeUndefined();
  });

  it('report all problems at once, including those of gRPC', () => {
    expect(
      () => new GrpcTransport({ listen: 'grpc://0.0.0.0:1', heartbeat: -1, tls: { cert: '', key: '', ca: '' } }),
    ).toThrow(
      expect.objectContaining({
        problems: [...Array(3).fill('TRANSPORT_INVALID'), ...Array(2).fill('TRUST_MISSING'), 'TRANSPORT_INVALID'].map(
          (code: string) => expect.objectContaining({ code }) as unknown,
        ),
      }),
    );
  });

  it.each(['unix:/run/disco/0.sock', 'ws://127.0.0.1:0', 'wss://one.site:7001', 'ws://[::1]:80'])(
    'keep the address %s',
    (text) => {
      const address = parseAddress(text, SCHEMES);
      expect(typeof address === 'string' ? address : formatAddress(address, SCHEMES)).toBe(text);
    },
  );
});

function refusal(options: SessionTransportOptions): InvalidInputError | undefined {
  try {
    void new WebSocketTransport(options);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
}

describe('certificates', () => {
  const expired = makeCertificates(-1);
  const another = makeCertificates();

  it('that match have no problem', () => expect(trustProblems({ tls: TLS })).toEqual([]));

  it.each([
    ['an invalid certificate', { ...TLS, cert: 'none' }, ['tls.cert is not a certificate in PEM format (']],
    ['a key instead of a certificate', { ...TLS, cert: TLS.key }, ['tls.cert is not a certificate in PEM format (']],
    ['an invalid key', { ...TLS, key: 'none' }, ['tls.key is not a private key without a passphrase in PEM format (']],
    ['an invalid authority', { ...TLS, ca: TLS.key }, ['tls.ca is not a certificate in PEM format (']],
    [
      'the key of a different certificate',
      { ...TLS, key: another.key },
      ['tls.key does not belong to the certificate'],
    ],
    ['an expired certificate', expired, ['tls.cert expired on ']],
    ['everything', { cert: 'c', key: 'k', ca: 'a' }, ['tls.cert is no', 'tls.key is no', 'tls.ca is no']],
  ])('are refused: %s', (_, tls, starts) => {
    const problems = starts.map((start) => ({
      code: 'TLS_INVALID',
      message: expect.stringContaining(start) as string,
    }));
    expect(trustProblems({ tls })).toEqual(problems);
  });
});
