import type { JobRequest, JobState, Order } from '../contract/job.js';
import type { Database } from './database.js';

type Rows = readonly object[];

/** A session, as far as functions of the schema ask for it. */
export interface LockHolder {
  /** Whether any living session holds the lock of a term. */
  isLocked(term: number): boolean;
  /** Takes the lock of a term for this session. */
  lock(term: number): void;
}

/** A job as `submit` of the schema takes it. */
interface SubmittedJob extends Omit<JobRequest, 'code' | 'parent' | 'leastSeats' | 'artefacts'> {
  readonly least_seats: number;
  readonly needs: readonly string[];
  readonly code: string | null;
  readonly parent: string | null;
}

/** Calls a function of the schema by its name, with the values that the coordinator sends. */
export async function callFunction(
  database: Database,
  session: LockHolder,
  name: string,
  values: readonly unknown[],
): Promise<Rows> {
  const text = (at: number): string => String(values[at]);
  const number = (at: number): number => Number(values[at]);
  const texts = (at: number): readonly string[] => values[at] as readonly string[];
  const orNull = (at: number): string | null => (values[at] === null ? null : text(at));
  const maybe = (at: number): string | undefined => orNull(at) ?? undefined;
  const jobs = (at: number): readonly JobRequest[] =>
    (JSON.parse(text(at)) as SubmittedJob[]).map(({ least_seats: leastSeats, needs, code, parent, ...rest }) => ({
      ...rest,
      leastSeats,
      artefacts: needs,
      code: code ?? undefined,
      parent: parent ?? undefined,
    }));
  const draft = (from: number): Parameters<Database['commit']>[3] => ({
    digest: text(from),
    value: text(from + 1),
    error: maybe(from + 2),
    artefacts: texts(from + 3),
  });
  const done = async (doing: Promise<unknown> | void): Promise<Rows> => {
    await doing;
    return [];
  };
  switch (name) {
    case 'enter':
      return done(database.enter(text(0), text(1), texts(2), number(3)));
    case 'beat':
      return [await database.beat(text(0), orNull(1), values[2] === null ? null : number(2))];
    case 'claim':
      return database.claim(text(0));
    case 'commit':
      return [await database.commit(text(0), text(2), number(3), draft(4))];
    case 'release':
      return done(database.release(text(0), text(1), number(2), orNull(3)));
    case 'leave':
      return done(database.leave(text(0)));
    case 'list_members':
      return database.listMembers();
    case 'submit':
      return done(database.submit(jobs(0)));
    case 'command':
      return done(database.order(text(0), text(1) as Order));
    case 'list_jobs': {
      const [ids, states] = [values[0] ?? undefined, values[3] ?? undefined];
      const query = { ids: ids as string[] | undefined, parent: maybe(1), kind: maybe(2) };
      return database.listJobs({ ...query, states: states as JobState[] | undefined });
    }
    case 'result_of':
      return database.resultOf(text(0));
    case 'put':
      return [{ put: await database.put(values[0] as Uint8Array) }];
    case 'size_of':
      return [{ size_of: (await database.get(text(0)))?.length ?? null }];
    case 'part_of': {
      const bytes = await database.get(text(0));
      return [
        { part_of: bytes === undefined ? null : Buffer.from(bytes.subarray(number(1) - 1, number(1) - 1 + number(2))) },
      ];
    }
    case 'elect': {
      const term = database.elect(text(0), number(1), (one) => session.isLocked(one));
      if (term !== undefined) session.lock(term);
      return [{ value: term ?? null }];
    }
    case 'lead_on':
      return done(database.extend(number(0), number(1)));
    case 'resign':
      return done(database.leader.resign(number(0)));
    case 'current_leader': {
      const leader = database.leader.leader((one) => session.isLocked(one));
      return leader === undefined ? [] : [leader];
    }
    case 'reap':
      return database.reap(number(0));
    case 'lead_submit':
      return done(database.submit(jobs(1), number(0)));
    case 'lead_command':
      return done(database.order(text(1), text(2) as Order, number(0)));
    case 'settle':
      return [await database.settle(number(0), text(1), text(2), draft(3))];
    default:
      throw new Error(`the simulated database has no function ${name}`);
  }
}
