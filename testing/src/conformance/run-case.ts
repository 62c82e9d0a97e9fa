import { entryAt } from '@disco-engine/kernel';
import { transportKind, type TransportName } from '@disco-engine/transports';
import { firstDifference } from './first-difference.js';
import type { TraceActivation, TraceCase, TraceModel } from './format.js';
import { runTraceOver } from './run-trace-over.js';
import { TraceRun } from './trace-run.js';

/**
 * Runs the model of a case, and returns the first difference from its trace, if any.
 *
 * @param transport connects the workers; without one they are stepped in turn
 */
export async function runCase(
  { model, trace, final, undelivered }: TraceCase,
  workers = 1,
  transport?: TransportName,
): Promise<string | undefined> {
  const run = new TraceRun(model, workers);
  if (transport === undefined) run.run();
  else await runTraceOver(run, transportKind(transport));
  const { nodes } = run;
  return (
    traceDifference(
      model,
      nodes.map((node) => node.trace),
      trace,
    ) ??
    firstDifference('final', run.finalState, final) ??
    firstDifference('undelivered', run.undelivered, undelivered)
  );
}

function traceDifference(
  model: TraceModel,
  actual: readonly (readonly TraceActivation[])[],
  expected: readonly (readonly TraceActivation[])[],
): string | undefined {
  for (const [index, name] of model.nodes.entries()) {
    const count = Math.max(entryAt(actual, index).length, entryAt(expected, index).length);
    for (let i = 0; i < count; i++) {
      const difference = firstDifference(
        `node ${name}, activation ${i}`,
        entryAt(actual, index)[i],
        entryAt(expected, index)[i],
      );
      if (difference !== undefined) return difference;
    }
  }
  return undefined;
}
