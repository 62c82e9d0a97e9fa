import type { Coordinator, JobState, Leader, Member } from '@disco-engine/coordinator';
import { farmStatus, replicationsOf, type ExperimentStatusOnFarm } from '@disco-engine/coordinator/farm';

/** A worker of a farm, as a page shows it. */
export interface MemberView extends Pick<Member, 'name' | 'left'> {
  readonly state: MemberState;
  /** The experiment that it works for. */
  readonly job?: string | undefined;
  /** The replications that it works on, as `CASE/REPLICATION`. */
  readonly replications: readonly string[];
}

/** What is known about a farm at one moment. */
export interface FarmFigures {
  readonly leader: Leader | undefined;
  readonly members: readonly MemberView[];
  /** Number of experiments by state. */
  readonly experiments: Readonly<Record<JobState, number>>;
  /** The experiments that have not ended, by priority, and then those that ended last. */
  readonly jobs: readonly ExperimentStatusOnFarm[];
}

export const MEMBER_STATES = ['idle', 'busy', 'draining', 'silent'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

export function memberState({ isDraining, job, left }: Member): MemberState {
  if (left < 0) return 'silent';
  if (isDraining) return 'draining';
  return job === undefined ? 'idle' : 'busy';
}

/** Asks a coordinator how its farm is. */
export class FarmLook {
  /** Experiments that have ended do not change any more. */
  readonly #ended = new Map<string, ExperimentStatusOnFarm>();

  constructor(private readonly coordinator: Coordinator) {}

  async now(): Promise<FarmFigures> {
    const { coordinator } = this;
    const [leader, all, members] = await Promise.all([
      coordinator.leader(),
      coordinator.jobs({ kind: 'experiment' }),
      coordinator.members(),
    ]);
    const experiments: Record<JobState, number> = { QUEUED: 0, ASSIGNED: 0, FINISHED: 0, FAILED: 0, CANCELED: 0 };
    for (const { state } of all) experiments[state] += 1;
    const open = all.filter(({ state }) => !ENDED.has(state));
    const ended = all.filter(({ state }) => ENDED.has(state)).slice(-MOST_ENDED);
    const unknown = [...open, ...ended.filter(({ id }) => !this.#ended.has(id))];
    const fresh = new Map((await farmStatus(coordinator, idsOf(unknown))).map((status) => [status.job, status]));
    for (const { id } of ended) {
      const status = fresh.get(id) ?? this.#ended.get(id);
      this.#ended.delete(id);
      if (status !== undefined) this.#ended.set(id, status);
    }
    for (const id of [...this.#ended.keys()].slice(0, -MOST_ENDED)) this.#ended.delete(id);
    const first = open.flatMap(({ id }) => fresh.get(id) ?? []).sort((a, b) => b.priority - a.priority);
    return {
      leader,
      members: await this.#memberViews(members),
      experiments,
      jobs: [...first, ...[...this.#ended.values()].reverse()],
    };
  }

  async #memberViews(members: readonly Member[]): Promise<MemberView[]> {
    const ids = members.flatMap(({ job }) => job ?? []);
    const parts = ids.length === 0 ? [] : await this.coordinator.jobs({ ids, kind: 'replications' });
    const byId = new Map(parts.map((part) => [part.id, part]));
    return members.map((member) => {
      const part = byId.get(member.job ?? '');
      const replications = part === undefined ? [] : replicationsOf(part);
      return { name: member.name, left: member.left, state: memberState(member), job: part?.parent, replications };
    });
  }
}

function idsOf(jobs: readonly { readonly id: string }[]): readonly string[] {
  return jobs.map(({ id }) => id);
}

const ENDED: ReadonlySet<JobState> = new Set(['FINISHED', 'FAILED', 'CANCELED']);
/** Experiments that have ended and are still shown. */
const MOST_ENDED = 20;
