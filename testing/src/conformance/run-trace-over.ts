import type { TransportKind } from '@disco-engine/transports';
import { JoinedKernels } from '../topologies/joined-kernels.js';
import { TransportSet } from '../topologies/transport-set.js';
import type { TraceRun } from './trace-run.js';

/** Runs a trace model to each of its horizons in turn, with its workers connected by a transport. */
export async function runTraceOver({ kernels, model }: TraceRun, kind: TransportKind): Promise<void> {
  const set = await TransportSet.listen(kind, kernels.length);
  try {
    const joined = await JoinedKernels.open(kernels, set.transports, { addresses: set.addresses });
    try {
      for (const horizon of model.horizons) await joined.until(horizon);
    } finally {
      await joined.close();
    }
  } finally {
    await set.dispose();
  }
}
