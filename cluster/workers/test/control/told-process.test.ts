import { describe, expect, it } from 'vitest';
import { readPeerAddress, type PeerAddress } from '../../src/control/peer-address.js';
import { addressOfThread, fromFacts, toFacts } from '../../src/control/told-process.js';
import { threadAddress } from '../../src/standing/thread-address.js';

function read(facts: Readonly<Record<string, unknown>>): unknown {
  return fromFacts((name) => Number(facts[name]));
}

function address(text: string): PeerAddress {
  const peer = readPeerAddress(text, false, []);
  if (peer === undefined) throw new Error(`${text} is an address`);
  return peer;
}

describe('what a worker tells about its process', () => {
  it.each([
    { process: 1, others: [] },
    { process: 2 ** 48 - 1, others: [7004, 7006] },
  ])('arrives: %j', (told) => {
    expect(read(toFacts(told))).toEqual(told);
  });

  it('is nothing if it has one thread', () => {
    expect(read({ commandBytes: 5 })).toBeUndefined();
  });

  it.each([
    { process: 1 },
    { process: 1, threads: 0 },
    { process: 1, threads: 65 },
    { process: 1, threads: 1e9 },
    { process: 1, threads: 2 },
    { process: 1, threads: 2, 'thread.1': 65_536 },
    { process: 1, threads: 2, 'thread.1': -1 },
    { process: 0.5, threads: 1 },
    { process: Infinity, threads: 1 },
  ])('is refused if it makes no sense: %j', (facts) => {
    expect(() => read(facts)).toThrow(expect.objectContaining({ code: 'HANDSHAKE_REFUSED' }) as Error);
  });
});

describe('the threads of a process', () => {
  it('listen at the ports that follow, or at paths with their number', () => {
    const threads = (text: string): PeerAddress[] => [0, 1, 2].map((thread) => threadAddress(address(text), thread));
    expect(threads('ws://h:7001').map(({ listen }) => listen)).toEqual(['ws://h:7001', 'ws://h:7003', 'ws://h:7005']);
    expect(threads('ws://h:7001').map(({ control }) => control)).toMatchObject([
      { port: 7002 },
      { port: 7004 },
      { port: 7006 },
    ]);
    expect(threads('ws://h:0?control=80').map(({ listen, control }) => [listen, control])).toMatchObject([
      ['ws://h:0', { port: 80 }],
      ['ws://h:0', { port: 82 }],
      ['ws://h:0', { port: 84 }],
    ]);
    expect(threads('ws+unix:/run/w')[2]).toMatchObject({
      listen: 'unix:/run/w.2',
      control: { path: '/run/w.2.control' },
    });
    expect(() => threads('ws://h:65533')).toThrow('thread 1 of the worker would listen at port 65536');
  });

  it('are where their process says', () => {
    const first = address('ws://h:7001');
    expect(addressOfThread(first, 1, 9_000)).toEqual({
      ...first,
      text: 'ws://h:7001#1',
      control: { host: 'h', port: 9_000 },
    });
    const local = address('ws+unix:/run/w');
    const { listen, control } = threadAddress(local, 2);
    expect(addressOfThread(local, 2, 2)).toEqual({ ...local, text: 'ws+unix:/run/w#2', listen, control });
  });
});
