import type { Problem } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { readPeerAddress } from '../../src/control/peer-address.js';

describe('the address of a worker', () => {
  it.each([
    ['http://127.0.0.1:1', 'is not a worker address'],
    ['ws://127.0.0.1', 'is not a worker address'],
    ['ws+unix:relative.sock', 'is not a worker address'],
    ['ws://127.0.0.1:65536', 'has a port above 65535'],
    ['ws://127.0.0.1:65535', 'leaves no port for the control channel'],
    ['grpcs://127.0.0.1:1', 'asks for TLS'],
  ])('%s is refused', (text, why) => {
    const problems: Problem[] = [];
    expect(readPeerAddress(text, false, problems)).toBeUndefined();
    expect(problems).toEqual([{ code: 'ADDRESS_INVALID', message: expect.stringContaining(why) as string }]);
  });

  it('uses the next port for control, unless it names one', () => {
    const problems: Problem[] = [];
    expect(readPeerAddress('ws://[::1]:7001', false, problems)).toMatchObject({ control: { host: '::1', port: 7002 } });
    expect(readPeerAddress('ws://h:65535?control=7', false, problems)).toMatchObject({ control: { port: 7 } });
    expect(readPeerAddress('grpc+unix:/run/0', true, problems)).toMatchObject({ control: { path: '/run/0.control' } });
    expect(problems).toEqual([]);
  });
});
