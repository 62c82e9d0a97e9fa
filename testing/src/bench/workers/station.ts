import { parentPort, workerData } from 'node:worker_threads';
import { entryAt, type Transport } from '@disco-engine/kernel';
import { transportKind } from '@disco-engine/transports';
import { CountingTransport } from './counting-transport.js';
import { loadWorkersBenchmarks } from './load-workers-benchmarks.js';
import type { Answer, Order } from './orders.js';
import type { BenchPart } from './workers-benchmark.js';

/** Hosts one worker after another, on its own thread or in its own process, on orders from `main.js`. */
const port = parentPort;
const given =
  port === null
    ? (JSON.parse(entryAt(process.argv, 2)) as { rounds: number; modules: string[] })
    : (workerData as { rounds: number; modules: string[] });
const benchmarks = await loadWorkersBenchmarks(given.rounds, given.modules);

let listening:
  { readonly order: Extract<Order, { kind: 'listen' }>; readonly transport: Transport | undefined } | undefined;
let part: BenchPart | undefined;

async function obey(order: Order): Promise<Answer> {
  switch (order.kind) {
    case 'listen': {
      const { join } = order;
      const made = join && (await transportKind(join.transport).make(join.plan));
      const transport = made !== undefined && order.counted ? new CountingTransport(made) : made;
      listening = { order, transport };
      return { kind: 'listening', address: (await transport?.listen()) ?? '' };
    }
    case 'open': {
      if (listening === undefined) throw new Error('no order was given');
      const { worker, workers, benchmark: name, prepared } = listening.order;
      const benchmark = benchmarks.find((candidate) => candidate.name === name);
      if (benchmark === undefined) throw new Error(`unknown benchmark '${name}'`);
      const { transport } = listening;
      part = await benchmark.join({ worker, workers, transport, addresses: order.addresses, prepared });
      return { kind: 'ready' };
    }
    case 'go': {
      if (part === undefined) throw new Error('no part was opened');
      await part.run();
      const transport = listening?.transport;
      const bytes = transport instanceof CountingTransport ? transport.bytes : 0;
      return { kind: 'done', events: part.events, bytes, report: part.report };
    }
    case 'leave':
      await part?.dispose();
      part = undefined;
      return { kind: 'left' };
  }
}

const answer = (reply: Answer): unknown => (port === null ? process.send?.(reply) : port.postMessage(reply));
const take = (order: Order): void =>
  void obey(order).then(answer, (error: unknown) =>
    answer({ kind: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
if (port === null) process.on('message', take);
else port.on('message', take);
