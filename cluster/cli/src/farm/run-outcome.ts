import type { RecoveredResult } from '@disco-engine/cluster';
import type { Coordinator, Job } from '@disco-engine/coordinator';
import { runResult } from '@disco-engine/coordinator/farm';
import { DiscoError } from '@disco-engine/kernel';
import * as v from 'valibot';
import { resultJson, resultLines } from '../run/result-text.js';
import type { Line } from '../terminal/styled.js';
import { widthOf } from '../terminal/terminal.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** As far as it is printed. JSON has no NaN, and null in its place. */
const RESULT = v.looseObject({
  digest: v.string(),
  activations: count,
  events: count,
  epoch: v.nullable(v.number()),
  attempts: count,
  seconds: v.number(),
  perWorker: v.array(
    v.looseObject({
      worker: count,
      host: v.string(),
      nodes: count,
      activations: count,
      transports: v.array(v.object({ worker: count, transport: v.string() })),
      exchange: v.optional(v.looseObject({ peers: v.array(v.looseObject({ blockedMilliseconds: v.number() })) })),
    }),
  ),
  log: v.optional(
    v.looseObject({
      channels: v.array(v.looseObject({ node: v.string(), name: v.string(), unit: v.string(), count })),
    }),
  ),
});

/**
 * The result of a run on a farm, as `disco run` prints one.
 *
 * @throws DiscoError `JOB_UNFINISHED`, `JOB_FAILED`, `JOB_UNREADABLE`
 */
export async function runOutcome(coordinator: Coordinator, job: Job, isJson: boolean): Promise<string | Line[]> {
  const { success, output, issues = [] } = v.safeParse(RESULT, await runResult(coordinator, job));
  if (!success) {
    const message = `the result of job ${job.id} cannot be read: ${issues[0]?.message ?? 'it has another form'}; fetch it with the version of the engine that ran it`;
    throw new DiscoError('JOB_UNREADABLE', message);
  }
  const { seconds, ...result } = output;
  const known = result as unknown as RecoveredResult;
  return isJson ? resultJson(known, seconds) : resultLines(known, seconds, widthOf(process.stdout), true);
}
