import { entryAt, Line, Run, type Host, type Kernel, type Seat, type Transport } from '@disco-engine/kernel';
import { setImmediate as immediate } from 'node:timers/promises';
import { runTogether } from './run-together.js';

const host: Host = { now: () => performance.now(), turn: () => immediate() };

/** The kernels of one run in this process, one per worker, connected by transports. */
export class JoinedKernels {
  private constructor(
    readonly kernels: readonly Kernel[],
    private readonly lines: readonly Line[],
    private readonly runs: readonly Run[],
  ) {}

  /**
   * @param transports by worker number
   * @throws errors of `Transport.open`
   */
  static async open(
    kernels: readonly Kernel[],
    transports: readonly Transport[],
    { addresses, identity = [] }: Partial<Pick<Seat, 'addresses' | 'identity'>> = {},
  ): Promise<JoinedKernels> {
    const workers = kernels.length;
    const lines = await Promise.all(
      kernels.map((kernel, worker) =>
        Line.open(kernel, entryAt(transports, worker), { worker, workers, addresses, identity }),
      ),
    );
    const runs = kernels.map(
      (kernel, worker) => new Run(kernel, host, kernel.isAlone ? undefined : entryAt(lines, worker)),
    );
    return new JoinedKernels(kernels, lines, runs);
  }

  /** Runs all of them to a horizon. @throws the first error; the other kernels are stopped */
  async until(horizon: number, signal?: AbortSignal): Promise<void> {
    const run = (worker: number, stop: AbortSignal): Promise<unknown> =>
      entryAt(this.runs, worker).cooperate({ until: horizon, signal: stop });
    await runTogether(this.runs.length, run, signal);
  }

  async close(): Promise<void> {
    await Promise.all(this.lines.map((line) => line.close()));
  }
}
