import { ENGINE_VERSION, InvalidInputError, shownValue, type ObservationPoint } from '@disco-engine/kernel';
import { systemClock, systemRandomBytes } from '@disco-engine/transports/clock';
import type { TrustOptions } from '@disco-engine/transports/security';
import type { ControlLimits } from '../control/control-server.js';
import type { PeerAddress } from '../control/peer-address.js';
import { MOST_THREADS } from '../control/told-process.js';
import type { StateReport } from '../worker/commands.js';
import { within } from '../hosts/within.js';
import type { WorkerEvent, WorkerLog } from '../log/worker-event.js';
import { makeShelf, type ScenarioKeeping } from '../scenarios/make-shelf.js';
import type { ModelModules } from '../worker/run-spec.js';
import { StandingThread } from './standing-thread.js';
import { threadAddress } from './thread-address.js';
import { ThreadAreas } from './thread-areas.js';
import type { LauncherStep } from './worker-guest.js';

export interface StandingWorkerOptions {
  readonly address: PeerAddress;
  /** The modules whose models launchers may run, by the names under which they are requested. */
  readonly modules: ModelModules;
  /** URL of the module of a custom transport, if the address uses one of its schemes. */
  readonly transport?: string | undefined;
  readonly trust: TrustOptions;
  /**
   * Number of threads, from 1 to 64. Default 1. Each is a worker of its own, and those in the same run share memory.
   * The first listens at the address, the others at the ports that follow, two for each.
   */
  readonly threads?: number | undefined;
  /** Where scenarios are kept and found, in addition to launchers that send them. */
  readonly scenarios?: ScenarioKeeping | undefined;
  /** Maximum size in bytes of a scenario, and of the message that starts a run. Default 256 MiB. */
  readonly maxMessageBytes?: number | undefined;
  /**
   * Maximum number of milliseconds that a launcher may be silent and keep the worker, whatever it requests. Default
   * 60,000.
   */
  readonly maxLostAfter?: number | undefined;
  /**
   * Maximum number of milliseconds that a handler may go on after the launcher of its run is gone. Then the thread of
   * the worker is ended and replaced. Default 10,000.
   */
  readonly maxBusy?: number | undefined;
  /** Receives what the worker does and notices. */
  readonly log?: WorkerLog | undefined;
}

/**
 * A worker that serves launchers, one after another, until it is closed; `disco worker` starts one. It steps on
 * separate threads, so that the calling thread can always respond.
 */
export class StandingWorker {
  private constructor(
    /** The address for `disco run --peers`, which stands for all threads. */
    readonly address: string,
    private readonly threads: readonly [StandingThread, ...StandingThread[]],
    private readonly log: WorkerLog,
  ) {}

  /** @throws InvalidInputError `LAUNCH_INVALID`; DiscoError `LISTEN_FAILED` */
  static async listen(options: StandingWorkerOptions): Promise<StandingWorker> {
    const { address, log = () => {}, threads: count = 1 } = options;
    refuseCount(count);
    const [first, ...others] = await listenAll(options, count, log);
    if (first === undefined) throw new TypeError('there is at least one thread');
    const worker = new StandingWorker(addressToDial(address, first.server.port), [first, ...others], log);
    const models = Object.keys(options.modules).join(', ');
    const many = count === 1 ? '' : ` with ${count} threads`;
    worker.#tell(
      'info',
      'listening',
      `listens at ${worker.address}${many}, with ${models}; version ${ENGINE_VERSION}`,
      {
        address: worker.address,
        threads: count,
        models,
        version: ENGINE_VERSION,
      },
    );
    return worker;
  }

  /** Emits when a launcher has come to the first thread, and when it has gone. */
  get launchers(): ObservationPoint<LauncherStep> {
    return this.threads[0].guest.launchers;
  }

  /** Resolves with the reason if a thread cannot continue. */
  get broken(): Promise<string> {
    return Promise.race(this.threads.map(({ guest }) => guest.broken));
  }

  /**
   * How each thread is now, with the run that it has and what it has done before. Changes nothing in a run.
   *
   * @returns by thread; undefined for one that does not say so in time, as it is in a long handler
   */
  async states(): Promise<readonly (StateReport | undefined)[]> {
    return Promise.all(this.threads.map(async ({ guest }) => guest.state()));
  }

  /**
   * Admits no more launchers and takes no more runs. Resolves when the runs in progress are over, or after a while. Call
   * `close` next.
   *
   * @returns whether no run is in progress
   */
  async drain(milliseconds: number): Promise<boolean> {
    for (const { server } of this.threads) server.stopAdmitting();
    const message = `admits no more launchers; a run in progress has ${milliseconds} ms to end`;
    this.#tell('info', 'draining', message, { milliseconds });
    const served = Promise.all(this.threads.map(({ guest }) => guest.finishServing()));
    const isIdle = await within(systemClock, served, milliseconds);
    if (isIdle) this.#tell('info', 'drained', 'no run is in progress');
    else this.#tell('warn', 'drained', `a run is still in progress after ${milliseconds} ms, and is ended`);
    return isIdle;
  }

  /**
   * Ends the runs in progress, and then the worker.
   *
   * @param milliseconds how long a handler may keep it from an orderly end. Default 5,000
   */
  async close(milliseconds?: number): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close(milliseconds)));
    this.#tell('info', 'ended', 'has ended');
  }

  #tell(
    level: WorkerEvent['level'],
    event: WorkerEvent['event'],
    message: string,
    details: WorkerEvent['details'] = {},
  ): void {
    this.log({ level, event, message, details });
  }
}

/** Starts all threads; if one cannot listen, ends the others. */
async function listenAll(options: StandingWorkerOptions, count: number, log: WorkerLog): Promise<StandingThread[]> {
  const { address, modules, transport, trust, maxBusy = DEFAULT_MAX_BUSY } = options;
  const rules = { isNetwork: address.isNetwork, limits: limitsOf(options), maxBusy };
  const areas = new ThreadAreas(count);
  const shelf = makeShelf(options.scenarios ?? {}, log);
  const number = Buffer.from(systemRandomBytes(6)).readUIntBE(0, 6);
  const threads: StandingThread[] = [];
  const others = (): number[] => threads.slice(1).map(({ server }, index) => server.port ?? index + 1);
  try {
    // The first comes last, since it tells launchers where the others are.
    for (let thread = count - 1; thread >= 0; thread--)
      threads.unshift(
        await StandingThread.listen({
          address: threadAddress(address, thread),
          modules,
          transport,
          trust,
          shelf,
          rules: { ...rules, place: count === 1 ? undefined : areas.placeOf(thread) },
          log: count === 1 ? log : ofThread(log, thread),
          facts: () => (count === 1 ? undefined : { process: number, others: thread === 0 ? others() : [] }),
        }),
      );
    return threads;
  } catch (error) {
    await Promise.all(threads.map((thread) => thread.close(0)));
    throw error;
  }
}

/** Says in each line of the log which thread it is about. */
function ofThread(log: WorkerLog, thread: number): WorkerLog {
  return ({ message, details, ...event }) =>
    log({ ...event, message: `thread ${thread}: ${message}`, details: { thread, ...details } });
}

function refuseCount(threads: number): void {
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return;
  const message = `there are ${shownValue(threads)} threads; give a whole number from 1 to ${MOST_THREADS}`;
  throw new InvalidInputError('LAUNCH_INVALID', 'the launch of the worker', [{ code: 'ARGUMENT_INVALID', message }]);
}

function limitsOf(options: StandingWorkerOptions): ControlLimits {
  const { maxMessageBytes = DEFAULT_RUN_BYTES, maxLostAfter = DEFAULT_LOST_AFTER } = options;
  return { commandBytes: COMMAND_BYTES, runBytes: maxMessageBytes, lostAfter: maxLostAfter };
}

function addressToDial({ text }: PeerAddress, port: number | undefined): string {
  const [address = text] = text.split('?');
  const isNext = port !== undefined && address.endsWith(`:${port - 1}`);
  return port === undefined || isNext ? address : `${address}?control=${port}`;
}

const COMMAND_BYTES = 16 * 2 ** 20;
/** A scenario of a million vertices takes less. */
const DEFAULT_RUN_BYTES = 256 * 2 ** 20;
const DEFAULT_LOST_AFTER = 60_000;
const DEFAULT_MAX_BUSY = 10_000;
