import { refuseForeignFile, type TrustOptions } from '@disco-engine/transports/security';
import { ControlServer, type ControlLimits } from '../control/control-server.js';
import type { PeerAddress } from '../control/peer-address.js';
import { threadHost } from '../hosts/thread-host.js';
import type { ModelModules } from '../worker/run-spec.js';
import { probeAddress } from './probe-address.js';
import { WorkerGuest } from './worker-guest.js';

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
}

/**
 * A worker that serves launchers, one after another, until it is closed; `disco worker` starts one. It steps on a
 * separate thread, so that the calling thread can always respond.
 */
export class StandingWorker {
  private constructor(
    /** The address for `disco run --peers`. */
    readonly address: string,
    /** Resolves with the reason if the worker cannot continue. */
    readonly broken: Promise<string>,
    private readonly server: ControlServer,
    private readonly guest: WorkerGuest,
  ) {}

  /** @throws DiscoError `LISTEN_FAILED` */
  static async listen(options: StandingWorkerOptions): Promise<StandingWorker> {
    const { address, modules, transport, trust } = options;
    const own = { kind: address.kind, listen: address.listen, ...trust };
    // Each run creates the socket for the other workers; check now that nothing is in its way.
    if ('path' in address.control) await refuseForeignFile(address.listen.slice('unix:'.length));
    await probeAddress(address);
    const rules = { isNetwork: address.isNetwork, limits: limitsOf(options) };
    const guest = new WorkerGuest(threadHost({ modules, transport, own }), rules);
    const server = await ControlServer.listen(address.control, trust, guest).catch(async (error: unknown) => {
      await guest.end();
      throw error;
    });
    guest.answerBy((message) => server.post(message));
    return new StandingWorker(addressToDial(address, server.port), guest.broken, server, guest);
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.guest.end();
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
