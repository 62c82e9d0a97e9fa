import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '@disco-engine/kernel';
import { prepareRun, type TransportKind } from '@disco-engine/transports';
import { OneThreadTransport } from './one-thread-transport.js';

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
    const folder = kind.needsFolder === true ? await mkdtemp(join(tmpdir(), 'disco-run-')) : undefined;
    try {
      const { plans, release } = await prepareRun(kind, { workers, run: 0, folder: folder ?? '' });
      const made = await Promise.all(plans.map((plan) => kind.make(plan)));
      await release?.();
      const transports = made.map((transport) => new OneThreadTransport(transport));
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

async function remove(folder: string | undefined): Promise<void> {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
