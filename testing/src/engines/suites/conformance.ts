import { fingerprint } from '@disco-engine/kernel';
import type { TraceModel } from '../../conformance/format.js';
import { TraceRun } from '../../conformance/trace-run.js';
import type { EngineCase } from './engine-case.js';

/** @param input the models of all traces; the recordings stay outside */
export function cases(input: unknown): readonly EngineCase[] {
  return (input as readonly TraceModel[]).map((model) => ({
    name: model.id,
    run: () => {
      const run = new TraceRun(model).run();
      const trace = run.nodes.map((node) => node.trace);
      return { digest: run.digest, state: fingerprint([trace, run.finalState, run.undelivered]) };
    },
  }));
}
