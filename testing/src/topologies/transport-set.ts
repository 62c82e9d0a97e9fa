import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '@disco-engine/kernel';
import {
  createSharedMemory,
  GrpcTransport,
  InProcessTransport,
  SharedMemoryTransport,
  WebSocketTransport,
} from '@disco-engine/transports';
import { OneThreadTransport } from './one-thread-transport.js';
import type { TransportKind } from './transport-kind.js';

/** One transport for each worker of a run in this process, listening where it has to. Serves one run. */
export class TransportSet {
  private constructor(
    /** By the number of the worker. */
    readonly transports: readonly Transport[],
    /** What each of them listens at. */
    readonly addresses: readonly string[],
    private readonly folder: string | undefined,
  ) {}

  /** @throws as `Transport.listen`; nothing is left behind then */
  static async listen(kind: TransportKind, workers: number): Promise<TransportSet> {
    const folder = kind in SOCKETS ? await privateFolder() : undefined;
    try {
      const transports = transportsOf(kind, workers, folder ?? '');
      const addresses = await Promise.all(transports.map((transport) => transport.listen()));
      return new TransportSet(transports, addresses, folder);
    } catch (error) {
      await remove(folder);
      throw error;
    }
  }

  /** Removes what sockets were in, after all workers have left. */
  async dispose(): Promise<void> {
    await remove(this.folder);
  }
}

/** Transports that listen at a Unix socket. */
const SOCKETS: Readonly<Partial<Record<TransportKind, (listen: string) => Transport>>> = {
  ws: (listen) => new WebSocketTransport({ listen }),
  grpc: (listen) => new GrpcTransport({ listen }),
};

function transportsOf(kind: TransportKind, workers: number, folder: string): Transport[] {
  const numbers = Array.from({ length: workers }, (_, worker) => worker);
  const socket = SOCKETS[kind];
  if (socket !== undefined) return numbers.map((worker) => socket(`unix:${join(folder, `${worker}.sock`)}`));
  if (kind === 'shared-memory') {
    const area = createSharedMemory(workers, { ringBytes: 2 ** 16 });
    return numbers.map(() => new OneThreadTransport(new SharedMemoryTransport(area)));
  }
  const shared = new InProcessTransport();
  return numbers.map(() => shared);
}

/** Only the user may come in, so the sockets in it need no token. */
async function privateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'disco-run-'));
  await chmod(folder, 0o700);
  return folder;
}

async function remove(folder: string | undefined): Promise<void> {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
