import { DiscoError } from '@disco-engine/kernel';
import { toErrorData } from '../../src/errors/error-data.js';
import type { Command, Replies, SupplyCommand } from '../../src/worker/commands.js';
import { small } from '../fixtures/token-ring.mjs';

const figures = { epoch: 1.5, activations: 2, events: 3 };

/** One command of each kind. */
export async function sampleCommands(): Promise<Command[]> {
  const common = { model: { module: 'model.js', export: 'Model' }, worker: 0, workers: 2 };
  const addresses = ['ws://127.0.0.1:1', 'ws://127.0.0.1:2'];
  const settings = { seed: 7, parameters: { work: 1 }, placement: { kind: 'round-robin' }, digest: 'full' } as const;
  return [
    { command: 'reserve', transport: { kind: 'own', lostAfter: 1_000 } },
    { command: 'reserve', transport: { kind: 'own', lostAfter: 1_000, near: { run: 'a', members: [0, 1] } } },
    { command: 'initialize', spec: { ...common, ...settings, addresses, scenario: await small.toData() } },
    {
      command: 'initialize',
      spec: { ...common, addresses, scenario: { store: 'a', id: 'b', version: 1 }, log: { warmup: 1, spool: 'c' } },
    },
    { command: 'start', until: 10 },
    { command: 'pause' },
    { command: 'align', until: 10 },
    { command: 'resume', until: Infinity },
    { command: 'collect', name: 'totals', argument: { any: 'thing' } },
    { command: 'look', request: { by: 'activity' } },
    { command: 'look', request: { by: 'channel', channel: 'stock' } },
    { command: 'report' },
    { command: 'log', end: 10 },
    { command: 'terminate' },
    { command: 'terminate', outcome: { status: 'failed', reason: 'it is on fire' } },
    { command: 'exit' },
    { command: 'state' },
  ];
}

/** What goes before a run on a standing worker. */
export const SAMPLE_SUPPLIES: readonly [SupplyCommand, ...SupplyCommand[]] = [
  { command: 'offer', scenario: { name: 'small', sha256: 'a'.repeat(64), bytes: 3 } },
  {
    command: 'offer',
    scenario: { name: 'small', sha256: 'b'.repeat(64), bytes: 3, stored: { store: '/a', id: 'b', version: 1 } },
  },
  { command: 'supply', packed: new Uint8Array(3) },
];

const peer = { worker: 1, eventsSent: 1, eventsReceived: 2, messagesSent: 3, promisesSent: 4, messagesReceived: 5 };
const channel = { node: 'station/1', name: 'length', kind: 'level' };

const traffic = {
  eventsSent: 1,
  eventsReceived: 2,
  messagesSent: 3,
  messagesReceived: 4,
  promisesSent: 1,
  waits: 5,
};

export const SAMPLE_REPLIES: Replies = {
  reserve: { address: 'ws://127.0.0.1:1' },
  initialize: { nodes: 3 },
  start: 'horizon',
  pause: figures,
  align: figures,
  resume: 'paused',
  collect: new Map([['a', 1]]),
  look: { channels: ['stock'], values: [['station/1', 2.5]] },
  report: {
    ...figures,
    nodes: 3,
    pendingEvents: 1,
    digestPart: '0123456789abcdef',
    exchange: {
      worker: 0,
      bounds: 'ports',
      peers: [{ ...peer, waits: 1, blockedMilliseconds: 0.5, missingLookahead: 0 }],
      heldUpAt: { port: 'station/1/pass', milliseconds: 0.5 },
    },
  },
  log: { channels: [channel as unknown as Replies['log']['channels'][number]], failure: undefined },
  offer: { has: true },
  supply: undefined,
  terminate: undefined,
  exit: undefined,
  state: {
    state: 'ACTIVE',
    figures,
    waitsFor: 'worker 1',
    waits: { blockedMilliseconds: 2.5, heldUpAt: 'a/x' },
    traffic,
    pendingEvents: 3,
    totals: { activations: 2, events: 3, blockedMilliseconds: 4.5, traffic },
  },
};

export const SAMPLE_ERROR = toErrorData(
  new DiscoError('HANDLER_FAILED', 'a handler failed', { node: 'station/1', epoch: 3 }, { cause: new TypeError('oh') }),
);

/** Answers to requests with the number 1, and notices. */
export const SAMPLE_ANSWERS: readonly unknown[] = [
  ...Object.values(SAMPLE_REPLIES).map((value: unknown) => ({ reply: 1, value })),
  { reply: 1, error: SAMPLE_ERROR },
  { notice: 'transition', from: 'READY', to: 'ACTIVE' },
  { notice: 'transition', from: 'AVAILABLE', to: 'BROKEN', reason: 'it broke' },
  { notice: 'progress', figures },
];
