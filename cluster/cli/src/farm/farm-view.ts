import type { Coordinator, Job, JobState, Leader, Member } from '@disco-engine/coordinator';
import { farmStatus, replicationsOf, type FarmJobStatus } from '@disco-engine/coordinator/farm';

/** A worker of a farm, as a page shows it. */
export interface MemberView extends Pick<Member, 'name' | 'left'> {
  readonly state: MemberState;
  /** The experiment or run that it works for. */
  readonly job?: string | undefined;
  /** The replications that it works on, as `CASE/REPLICATION`. */
  readonly replications: readonly string[];
}

/** What is known about a farm at one moment. */
export interface FarmFigures {
  readonly leader: Leader | undefined;
  readonly members: readonly MemberView[];
  /** Number of experiments and runs by state. */
  readonly experiments: Readonly<Record<JobState, number>>;
  /** The experiments and runs that have not ended, by priority, and then those that ended last. */
  readonly jobs: readonly FarmJobStatus[];
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
  /** What is known of experiments, the longest known first. */
  readonly #known = new Map<string, FarmJobStatus>();

  constructor(private readonly coordinator: Coordinator) {}

  async now(): Promise<FarmFigures> {
    const { coordinator } = this;
    const [leader, studies, runs, members] = await Promise.all([
      coordinator.leader(),
      coordinator.jobs({ kind: 'experiment' }),
      coordinator.jobs({ kind: 'run' }),
      coordinator.members(),
    ]);
    const all = [...studies, ...runs];
    const experiments: Record<JobState, number> = { QUEUED: 0, ASSIGNED: 0, FINISHED: 0, FAILED: 0, CANCELED: 0 };
    for (const { state } of all) experiments[state] += 1;
    const open = all.filter(({ endedAgo }) => endedAgo === undefined);
    const ended = idsOf(lastEnded(all));
    await this.#ask(idsOf(open), ended);
    const known = (ids: readonly string[]): FarmJobStatus[] => ids.flatMap((id) => this.#known.get(id) ?? []);
    return {
      leader,
      members: await this.#memberViews(members),
      experiments,
      jobs: [...known(idsOf(open)).sort((a, b) => b.priority - a.priority), ...known(ended)],
    };
  }

  /** Asks for what changes, and for one of those that have ended, since a contradicting result may still come for them. */
  async #ask(open: readonly string[], ended: readonly string[]): Promise<void> {
    const unknown = ended.filter((id) => !this.#known.has(id));
    const again = [...this.#known.keys()].find((id) => ended.includes(id)) ?? [];
    const fresh = await farmStatus(this.coordinator, [open, unknown, again].flat());
    const shown = new Set([...open, ...ended]);
    for (const id of this.#known.keys()) if (!shown.has(id)) this.#known.delete(id);
    for (const status of fresh) {
      this.#known.delete(status.job);
      this.#known.set(status.job, status);
    }
  }

  async #memberViews(members: readonly Member[]): Promise<MemberView[]> {
    const ids = members.flatMap(({ job }) => job ?? []);
    const parts = ids.length === 0 ? [] : await this.coordinator.jobs({ ids, kind: 'replications' });
    const byId = new Map(parts.map((part) => [part.id, part]));
    return members.map((member) => {
      const part = byId.get(member.job ?? '');
      const replications = part === undefined ? [] : replicationsOf(part);
      // A run has no parts: whoever is not found among them works on one.
      const job = part?.parent ?? member.job;
      return { name: member.name, left: member.left, state: memberState(member), job, replications };
    });
  }
}

function idsOf(jobs: readonly { readonly id: string }[]): readonly string[] {
  return jobs.map(({ id }) => id);
}

/** The jobs that ended last, the last one first. */
function lastEnded(jobs: readonly Job[]): readonly Job[] {
  const ended = jobs.filter(({ endedAgo }) => endedAgo !== undefined);
  return ended
    .sort((a, b) => (b.endedAgo ?? 0) - (a.endedAgo ?? 0))
    .slice(-MOST_ENDED)
    .reverse();
}

/** Experiments that have ended and are still shown. */
const MOST_ENDED = 20;
