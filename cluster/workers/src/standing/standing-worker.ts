import { ENGINE_VERSION, type ObservationPoint } from '@disco-engine/kernel';
import { systemClock } from '@disco-engine/transports/clock';
import { refuseForeignFile, type TrustOptions } from '@disco-engine/transports/security';
import { ControlServer, type ControlLimits } from '../control/control-server.js';
import type { PeerAddress } from '../control/peer-address.js';
import { threadHost } from '../hosts/thread-host.js';
import type { ModelModules } from '../worker/run-spec.js';
import { probeAddress } from './probe-address.js';
import { within } from '../hosts/within.js';
import type { WorkerEvent, WorkerLog } from '../log/worker-event.js';
import { WorkerGuest, type LauncherStep } from './worker-guest.js';

export interface StandingWorkerOptions {
  readonly address: PeerAddress;
  /** The modules whose models launchers may run, by the names under which they are requested. */
  readonly modules: ModelModules;
  /** URL of the module of a custom transport, if the address uses one of its schemes. */
  readonly transport?: string | undefined;
  readonly trust: TrustOptions;
  /** Maximum size in bytes of the message that starts a run, with its scenario. Default 256 MiB. */
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
 * A worker that serves launchers, one after another, until it is closed; `disco worker` starts one. It steps on a
 * separate thread, so that the calling thread can always respond.
 */
export class StandingWorker {
  private constructor(
    /** The address for `disco run --peers`. */
    readonly address: string,
    private readonly server: ControlServer,
    private readonly guest: WorkerGuest,
    private readonly log: WorkerLog,
  ) {}

  /** @throws DiscoError `LISTEN_FAILED` */
  static async listen(options: StandingWorkerOptions): Promise<StandingWorker> {
    const { address, modules, transport, trust } = options;
    const own = { kind: address.kind, listen: address.listen, ...trust };
    // Each run creates the socket for the other workers; check now that nothing is in its way.
    if ('path' in address.control) await refuseForeignFile(address.listen.slice('unix:'.length));
    await probeAddress(address);
    const { maxBusy = DEFAULT_MAX_BUSY, log = () => {} } = options;
    const rules = { isNetwork: address.isNetwork, limits: limitsOf(options), maxBusy };
    const guest = new WorkerGuest(() => threadHost({ modules, transport, own }), rules, log);
    const server = await ControlServer.listen(address.control, trust, guest, log).catch(async (error: unknown) => {
      await guest.end();
      throw error;
    });
    guest.answerBy(
      (message) => server.post(message),
      () => server.dismiss(),
    );
    const worker = new StandingWorker(addressToDial(address, server.port), server, guest, log);
    const models = Object.keys(modules).join(', ');
    worker.#tell('info', 'listening', `listens at ${worker.address}, with ${models}; version ${ENGINE_VERSION}`, {
      address: worker.address,
      models,
      version: ENGINE_VERSION,
    });
    return worker;
  }

  /** Emits when a launcher has come, and when it has gone. */
  get launchers(): ObservationPoint<LauncherStep> {
    return this.guest.launchers;
  }

  /** Resolves with the reason if the worker cannot continue. */
  get broken(): Promise<string> {
    return this.guest.broken;
  }

  /**
   * Admits no more launchers and takes no more runs. Resolves when the run in progress is over, or after a while. Call
   * `close` next.
   *
   * @returns whether no run is in progress
   */
  async drain(milliseconds: number): Promise<boolean> {
    this.server.stopAdmitting();
    const message = `admits no more launchers; a run in progress has ${milliseconds} ms to end`;
    this.#tell('info', 'draining', message, { milliseconds });
    const isIdle = await within(systemClock, this.guest.finishServing(), milliseconds);
    if (isIdle) this.#tell('info', 'drained', 'no run is in progress');
    else this.#tell('warn', 'drained', `a run is still in progress after ${milliseconds} ms, and is ended`);
    return isIdle;
  }

  /**
   * Ends the run in progress, if there is one, and then the worker.
   *
   * @param milliseconds how long a handler may keep it from an orderly end. Default 5,000
   */
  async close(milliseconds?: number): Promise<void> {
    await this.server.close();
    await this.guest.end(milliseconds);
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
