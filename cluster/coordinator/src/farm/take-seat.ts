import { DiscoError } from '@disco-engine/kernel';
import type { Clock } from '@disco-engine/transports/clock';
import type { Assignment } from '../contract/assignment.js';
import type { Coordinator } from '../contract/coordinator.js';
import type { Subscription } from '../contract/hint.js';
import type { ResultDraft } from '../contract/job.js';
import type { Membership } from '../contract/member.js';
import { OF_SEVERAL_HOSTS } from './errors-of-hosts.js';
import { followPause } from './follow-pause.js';
import { Gathering } from './gathering.js';
import { parseRun, type MemberCard, type RunPayload } from './run-messages.js';
import type { RunModel, RunPart, RunPlace } from './run-model.js';

/**
 * Takes part in a run: all members tell which process they are in; the first of each process starts its worker, with a thread for each
 * member there; the first of all runs the model on these workers and reports the result.
 *
 * @param signal ends it; it is not reported then
 * @throws DiscoError for what went wrong on these hosts, so that it must begin again
 */
export async function takeSeat(
  coordinator: Coordinator,
  member: Membership,
  assignment: Assignment,
  model: RunModel,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const { seat, token } = assignment;
  const payload = parseRun(assignment.payload);
  const gathering = new Gathering(coordinator, member, assignment, clock, signal);
  const own = { process: model.process, host: model.host };
  await gathering.tell(own);
  const processes = await gathering.until((cards) => {
    const known = cards.flatMap((card) => card?.process ?? []);
    return known.length === cards.length ? known : undefined;
  });
  let part: RunPart | undefined;
  try {
    if (processes.indexOf(own.process) === seat) {
      part = await model.listen(processes.filter((one) => one === own.process).length, token, signal);
      await gathering.tell({ ...own, address: part.address });
    }
    if (seat > 0) return await over(part, signal);
    const places = await gathering.until(placesOf);
    const draft = await carriedOut(coordinator, assignment, payload, model, places, signal);
    await member.commit(assignment, draft);
  } finally {
    await part?.close();
  }
}

/** Where the workers of all processes are; undefined until all have told. */
function placesOf(cards: readonly (MemberCard | undefined)[]): readonly RunPlace[] | undefined {
  const processes = new Set(cards.map((card) => card?.process));
  const places = cards.flatMap((card): RunPlace[] =>
    card?.address === undefined ? [] : [{ address: card.address, host: card.host }],
  );
  return places.length === processes.size ? places : undefined;
}

async function carriedOut(
  coordinator: Coordinator,
  assignment: Assignment,
  payload: RunPayload,
  model: RunModel,
  places: readonly RunPlace[],
  signal: AbortSignal,
): Promise<ResultDraft> {
  const { until, settings, warmup } = payload;
  const scenario = await coordinator.get(payload.scenario);
  let subscription: Subscription | undefined;
  try {
    const { digest, result } = await model.run(places, {
      token: assignment.token,
      scenario,
      until,
      settings,
      warmup,
      signal,
      onRun: (run) => {
        subscription = followPause(assignment, run);
      },
    });
    return { digest, value: JSON.stringify(result), artefacts: [payload.scenario] };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DiscoError) || OF_SEVERAL_HOSTS.has(error.code)) throw error;
    // It would fail so wherever it runs.
    return { digest: error.code, value: '{}', error: `${error.message} [${error.code}]` };
  } finally {
    subscription?.unsubscribe();
  }
}

/** Waits for the end of an attempt, which its first member reports. */
async function over(part: RunPart | undefined, signal: AbortSignal): Promise<void> {
  const ended = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const reason = await Promise.race([ended, part?.broken ?? ended]);
  if (reason !== undefined) throw new DiscoError('WORKER_BROKEN', `its worker cannot go on: ${reason}`);
}
