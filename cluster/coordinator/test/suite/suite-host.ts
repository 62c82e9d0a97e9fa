import { afterEach, beforeEach } from 'vitest';
import type { Assignment, Coordinator, Job, Membership } from '../../src/index.js';
import { HaltableClock } from '../haltable-clock.js';

/** How a kind of coordinator is tested. */
export interface SuiteHost {
  readonly kind: string;
  /** Opens a coordinator that knows nothing yet. */
  readonly open: (clock: HaltableClock) => Promise<Coordinator>;
  /** Done with it after a test. */
  readonly close: (coordinator: Coordinator) => Promise<void>;
}

/** A coordinator for each test, and shorthands for what most tests do with it. */
export class Bench {
  readonly clock = new HaltableClock();
  #coordinator: Coordinator | undefined;

  constructor({ open, close }: SuiteHost) {
    beforeEach(async () => void (this.#coordinator = await open(this.clock)));
    afterEach(async () => {
      this.clock.go();
      if (this.#coordinator !== undefined) await close(this.#coordinator);
    });
  }

  get coordinator(): Coordinator {
    if (this.#coordinator === undefined) throw new Error('only within a test');
    return this.#coordinator;
  }

  join(name: string, ttl?: number): Promise<Membership> {
    return this.coordinator.join({ name, ttl });
  }

  /** Queues jobs with these payloads. */
  async submit(...payloads: readonly string[]): Promise<readonly string[]> {
    return this.coordinator.submit(payloads.map((payload) => ({ kind: 'test', payload })));
  }

  async only(id: string | undefined): Promise<Job> {
    const [job] = await this.coordinator.jobs({ ids: [id ?? ''] });
    if (job === undefined) throw new Error(`there is no job ${id}`);
    return job;
  }
}

/** The assignment of a member that must get one. */
export async function claimed(member: Membership): Promise<Assignment> {
  const assignment = await member.claim();
  if (assignment === undefined) throw new Error(`${member.name} has nothing to do`);
  return assignment;
}

export const DONE = { digest: 'one', value: '"done"' };
