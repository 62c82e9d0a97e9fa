import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '@disco-engine/kernel';
import { prepareRun, type Preparation, type TransportKind } from '@disco-engine/transports';
import { OneThreadTransport } from './one-thread-transport.js';

/** One transport for each worker of a run in this process, listening if necessary. Serves one run. */
export class TransportSet {
  private constructor(
    /** By worker number. */
    readonly transports: readonly Transport[],
    /** The address of each. */
    readonly addresses: readonly string[],
    private readonly release: () => Promise<void>,
  ) {}

  /** @throws errors of `Transport.listen`; then nothing is left behind */
  static async listen(kind: TransportKind, workers: number): Promise<TransportSet> {
    const folder = kind.needsFolder === true ? await mkdtemp(join(tmpdir(), 'disco-run-')) : undefined;
    let prepared: Preparation | undefined;
    const release = async (): Promise<void> => {
      await prepared?.release?.();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    };
    try {
      prepared = await prepareRun(kind, { workers, run: 0, folder: folder ?? '' });
      const made = await Promise.all(prepared.plans.map((plan) => kind.make(plan)));
      const transports = made.map((transport) => new OneThreadTransport(transport));
      const addresses = await Promise.all(transports.map((transport) => transport.listen()));
      return new TransportSet(transports, addresses, release);
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Releases what the run needed, after all workers have left. */
  async dispose(): Promise<void> {
    await this.release();
  }
}
