import { transportKind, transportOfModule } from '@disco-engine/transports';
import { expect, it } from 'vitest';

const ws = transportKind('ws');
const grpc = transportKind('grpc');
const { name, hosts, schemes, prepare, make } = ws;
const whole = { name, hosts, schemes, prepare, make };

it('takes the named export, or transport, or the default export', () => {
  expect(transportOfModule({ transport: ws, default: grpc }, 'own.js')).toBe(ws);
  expect(transportOfModule({ default: grpc }, 'own.js')).toBe(grpc);
  expect(transportOfModule({ transport: ws, second: grpc }, 'own.js', 'second')).toBe(grpc);
});

it('lists what a module without a transport exports', () => {
  expect(() => transportOfModule({ one: 1, two: 2 }, 'own.js')).toThrow(
    expect.objectContaining({
      code: 'TRANSPORT_UNKNOWN',
      message: expect.stringMatching(/own\.js exports no 'transport'; it exports: one, two/) as string,
    }),
  );
  expect(() => transportOfModule({ transport: ws }, 'own.js', 'net')).toThrow(/exports no 'net'/);
});

it.each([
  [null, 'it is null'],
  [() => whole, 'it is a function'],
  [{ ...whole, name: '' }, 'its name is ""'],
  [{ ...whole, hosts: [] }, 'its hosts are []'],
  [{ ...whole, hosts: ['machines'] }, 'its hosts are ["machines"]'],
  [{ ...whole, prepare: undefined }, "no function 'prepare'"],
  [{ ...whole, make: 'later' }, "no function 'make'"],
  [{ ...whole, schemes: { plain: 'net' } }, 'its schemes are {"plain":"net"}'],
  [{ ...whole, schemes: { plain: 'net', secure: 'net' } }, 'its schemes are'],
  [{ ...whole, schemes: { plain: 'n.t', secure: 'nets' } }, 'its schemes are'],
])('refuses a value that does not describe a transport: %o', (transport, why) => {
  expect(() => transportOfModule({ transport }, 'own.js')).toThrow(
    expect.objectContaining({ code: 'TRANSPORT_INVALID', message: expect.stringContaining(why) as string }),
  );
  expect(transportOfModule({ transport: whole }, 'own.js')).toBe(whole);
});
