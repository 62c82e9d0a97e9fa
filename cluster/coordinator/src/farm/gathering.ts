import { DiscoError } from '@disco-engine/kernel';
import type { Clock } from '@disco-engine/transports/clock';
import type { Assignment } from '../contract/assignment.js';
import type { Coordinator } from '../contract/coordinator.js';
import type { Membership } from '../contract/member.js';
import { Awaken } from './awaken.js';
import { parseCard, type MemberCard } from './run-messages.js';

/** Milliseconds between two looks at what the others tell, if no hint comes. */
const LOOK_EVERY = 1_000;
/** Milliseconds in which all members must have come; a process that is busy or short of memory takes seconds to start threads. */
const GATHER_WITHIN = 60_000;

/** How the members of one attempt find one another. */
export class Gathering {
  constructor(
    private readonly coordinator: Coordinator,
    private readonly member: Membership,
    private readonly assignment: Assignment,
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {}

  async tell(card: MemberCard): Promise<void> {
    await this.member.tell(this.assignment, JSON.stringify(card));
  }

  /**
   * Waits until all members have told what is needed.
   *
   * @param pick what is needed of their cards, which are undefined for those that have told nothing yet; undefined to wait on
   * @throws DiscoError `WORKER_UNREACHABLE` if that takes too long; the reason of the signal
   */
  async until<Picked>(pick: (cards: readonly (MemberCard | undefined)[]) => Picked | undefined): Promise<Picked> {
    const { coordinator, member, assignment, clock, signal } = this;
    const awaken = new Awaken(coordinator, clock, ['seats', 'orders']);
    const deadline = clock.now() + GATHER_WITHIN;
    try {
      for (;;) {
        signal.throwIfAborted();
        const cards = (await member.told(assignment)).map((text) => (text === undefined ? undefined : parseCard(text)));
        const picked = pick(cards);
        if (picked !== undefined) return picked;
        if (clock.now() >= deadline) throw late(cards);
        await awaken.wait(LOOK_EVERY, signal);
      }
    } finally {
      awaken.end();
    }
  }
}

function late(cards: readonly (MemberCard | undefined)[]): DiscoError {
  const silent = cards.flatMap((card, seat) => (card === undefined ? seat : []));
  const who =
    silent.length === 0 ? 'a process has not started its worker' : `nothing was heard of seat ${silent.join(', ')}`;
  return new DiscoError('WORKER_UNREACHABLE', `the run has not gathered within ${GATHER_WITHIN / 1000} s: ${who}`);
}
