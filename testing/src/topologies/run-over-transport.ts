import type { ActivationRecord, ExchangeReport, ModelClass } from '@disco-engine/sdk';
import { TransportRun, type TransportRunOptions } from './transport-run.js';

export interface RunOverTransportOptions extends TransportRunOptions {
  /** The horizon: an epoch, or Infinity for a model that comes to an end. */
  readonly until: number;
  readonly signal?: AbortSignal | undefined;
}

/** The result of a run over a transport. */
export interface TransportOutcome {
  readonly digest: string;
  /** Every activation; those of each worker are in order. */
  readonly trace: readonly ActivationRecord[];
  /** The instances of all nodes, by name. They have been disposed of, but can still be read. */
  readonly nodes: ReadonlyMap<string, object>;
  /** Per worker; empty if there is only one. */
  readonly exchangeReports: readonly ExchangeReport[];
}

/**
 * Runs a model on several workers in this process, connected by a real transport, and leaves nothing behind, however it
 * ends. Unix sockets are in a separate folder that only the user may enter.
 *
 * @throws errors of `Simulation.create`; the first error of any worker (the others are stopped); `RUN_ABORTED`
 *
 * @example
 * const { digest } = await runOverTransport(SupplyChain, { scenario, workers: 3, transport: 'ws', until: 365 });
 */
export async function runOverTransport(
  model: ModelClass,
  { until, signal, ...options }: RunOverTransportOptions,
): Promise<TransportOutcome> {
  const run = await TransportRun.create(model, options);
  try {
    const trace: ActivationRecord[] = [];
    run.observe((activation) => trace.push(activation));
    await run.until(until, signal);
    return { digest: run.digest, trace, nodes: run.nodes(Object), exchangeReports: run.exchangeReports };
  } finally {
    await run.dispose();
  }
}
