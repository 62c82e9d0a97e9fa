import { ControlServer, removeStaleSocket } from '../control/control-server.js';
import type { PeerAddress } from '../control/peer-address.js';
import { threadHost } from '../hosts/thread-host.js';
import { WorkerGuest } from './worker-guest.js';
import { readWorkerOptions } from './worker-options.js';

/**
 * `disco worker`: waits for launchers until it is ended. The worker steps on a thread of its own, so that this one can always answer.
 *
 * @returns the exit code
 */
export async function waitForRuns(argv: readonly string[]): Promise<number> {
  const { address, modules, trust } = await readWorkerOptions(argv);
  const own = { kind: address.kind, listen: address.listen, ...trust };
  await removeStaleSocket(address.control);
  const guest = new WorkerGuest(threadHost({ modules, own }));
  const server = await ControlServer.listen(address.control, trust, guest).catch(async (error: unknown) => {
    await guest.end();
    throw error;
  });
  guest.answerBy((message) => server.post(message));
  process.stdout.write(`disco worker listens at ${whereItListens(address, server.port)}\n`);
  const signal = await Promise.race([ended(), guest.broken]);
  await server.close();
  await guest.end();
  if (signal === 'SIGINT') return INTERRUPTED;
  if (signal === 'SIGTERM') return 0;
  process.stderr.write(`Error WORKER_BROKEN: the worker cannot go on: ${signal}\n`);
  return FAILED;
}

function whereItListens({ text }: PeerAddress, port: number | undefined): string {
  const [address] = text.split('?');
  const isNext = port !== undefined && address.endsWith(`:${port - 1}`);
  return port === undefined || isNext ? address : `${address}?control=${port}`;
}

function ended(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
}

const FAILED = 1;
/** 128 and the number of SIGINT, as shells have it. */
const INTERRUPTED = 130;
