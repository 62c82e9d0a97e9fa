import { DiscoError } from '@disco-engine/kernel';
import { createSharedMemory, type SharedArea } from '@disco-engine/transports';
import type { NearWorkers } from '../worker/run-spec.js';

/** Where one thread of a process gets the memory that it shares with others in a run. */
export interface ThreadPlace {
  /**
   * Joins the threads that take part in the same run; ends what was before.
   *
   * @throws DiscoError `COMMAND_INVALID`
   */
  enter(near: NearWorkers): SharedArea;
  /** The run of this thread is over. */
  leave(): void;
}

/** The memory that the threads of a process share, for each run in which several of them take part. */
export class ThreadAreas {
  readonly #rooms = new Map<string, Room>();
  /** The run that each thread is in. */
  readonly #runs: (string | undefined)[];

  /** @param threads of the process */
  constructor(private readonly threads: number) {
    this.#runs = Array.from({ length: threads }, () => undefined);
  }

  /** @param thread its number in the process */
  placeOf(thread: number): ThreadPlace {
    return { enter: (near) => this.#enter(thread, near), leave: () => this.#leave(thread) };
  }

  #enter(thread: number, { run, members }: NearWorkers): SharedArea {
    this.#leave(thread);
    const shared = this.#rooms.get(run)?.shared ?? this.#make(members);
    if (String(shared.members) !== String(members))
      throw invalid(
        `the launcher told another thread of this process that workers ${shared.members.join(', ')} are here`,
      );
    const room = this.#rooms.get(run) ?? { shared, threads: new Set() };
    this.#rooms.set(run, room);
    room.threads.add(thread);
    this.#runs[thread] = run;
    return shared;
  }

  #make(members: readonly number[]): SharedArea {
    const { length } = members;
    const isAscending = members.every((worker, index) => index === 0 || worker > (members[index - 1] ?? NaN));
    if (length < 2 || length > this.threads || !isAscending)
      throw invalid(
        `the launcher says that workers ${members.join(', ')} are threads of this process, which has ${this.threads}; ` +
          'give 2 or more different numbers, ascending',
      );
    return { area: createSharedMemory(length, { ringBytes: length > MANY ? FEWER_BYTES : RING_BYTES }), members };
  }

  #leave(thread: number): void {
    const run = this.#runs[thread];
    this.#runs[thread] = undefined;
    const room = run === undefined ? undefined : this.#rooms.get(run);
    room?.threads.delete(thread);
    if (run !== undefined && room?.threads.size === 0) this.#rooms.delete(run);
  }
}

interface Room {
  readonly shared: SharedArea;
  /** The threads that are in the run now. */
  readonly threads: Set<number>;
}

function invalid(why: string): DiscoError {
  return new DiscoError('COMMAND_INVALID', why);
}

/** For each direction of each pair of threads. */
const RING_BYTES = 2 ** 20;
/** The same among many threads, so that all rings of a process stay within 1 GiB. */
const FEWER_BYTES = 2 ** 18;
const MANY = 16;
