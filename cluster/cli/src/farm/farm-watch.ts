import type { Coordinator } from '@disco-engine/coordinator';
import { PageLines } from '../watch/page-lines.js';
import type { Order, Watched } from '../watch/watched.js';
import { FarmLook, type FarmFigures } from './farm-view.js';

/** What the page of a farm shows. */
export interface FarmView extends FarmFigures {
  readonly title: string;
  /** Whether the coordinator does not answer, so that the rest is what it said last. */
  readonly isAway: boolean;
}

/** A farm, as a page shows it and gives orders to it. */
export class FarmWatch implements Watched {
  readonly page = 'farm';
  /** What happens on this host. */
  readonly lines: PageLines;
  readonly #look: FarmLook;
  #asked: Promise<void> | undefined;
  #latest: FarmFigures = {
    leader: undefined,
    members: [],
    experiments: { QUEUED: 0, ASSIGNED: 0, FINISHED: 0, FAILED: 0, CANCELED: 0 },
    jobs: [],
  };

  /** @param title the name of this host */
  constructor(
    private readonly title: string,
    private readonly coordinator: Coordinator,
  ) {
    this.lines = new PageLines(title);
    this.#look = new FarmLook(coordinator);
  }

  async view(): Promise<FarmView> {
    // While the coordinator is away, calls wait for it; one of them is enough.
    this.#asked ??= this.#ask().finally(() => (this.#asked = undefined));
    const isAway = !(await inTime(this.#asked));
    return { title: `${this.title}, of ${this.coordinator.name}`, isAway, ...this.#latest };
  }

  async order(order: Order, of: string): Promise<void> {
    if (!(await inTime(this.coordinator.order(of, order))))
      throw new Error('the coordinator does not answer; the order is given when it is back');
  }

  async #ask(): Promise<void> {
    this.#latest = await this.#look.now();
  }
}

/** Whether an action ends within the time that somebody waits for a page. @throws what the action throws */
async function inTime(action: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, ANSWER_WITHIN, false)));
  try {
    return await Promise.race([action.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
    // Nobody else hears of it after that.
    action.catch(() => undefined);
  }
}

const ANSWER_WITHIN = 2_000;
