import { refuseForeignFile, type TrustOptions } from '@disco-engine/transports/security';
import { ControlServer, type ControlLimits } from '../control/control-server.js';
import type { PeerAddress } from '../control/peer-address.js';
import { threadHost } from '../hosts/thread-host.js';
import type { ModelModules } from '../worker/run-spec.js';
import { probeAddress } from './probe-address.js';
import { WorkerGuest } from './worker-guest.js';

export interface StandingWorkerOptions {
  readonly address: PeerAddress;
  /** The modules that launchers may run models of, by the names by which they ask for them. */
  readonly modules: ModelModules;
  /** URL of the module of a transport of your own, if the address is one of its. */
  readonly transport?: string | undefined;
  readonly trust: TrustOptions;
  /** Maximum size in bytes of the message that brings a run with its scenario; 256 MiB by default. */
  readonly maxMessageBytes?: number | undefined;
  /** Maximum number of milliseconds that a launcher may be silent and keep the worker, whatever it asks for; 60,000 by default. */
  readonly maxLostAfter?: number | undefined;
}

/**
 * A worker that waits for launchers, one after the other, until it is closed: what `disco worker` starts. It steps on a thread of its own, so
 * that the calling thread can always answer.
 */
export class StandingWorker {
  private constructor(
    /** The address for `disco run --peers`. */
    readonly address: string,
    /** Resolves with the reason when the worker cannot go on. */
    readonly broken: Promise<string>,
    private readonly server: ControlServer,
    private readonly guest: WorkerGuest,
  ) {}

  /** @throws DiscoError `LISTEN_FAILED` */
  static async listen(options: StandingWorkerOptions): Promise<StandingWorker> {
    const { address, modules, transport, trust } = options;
    const own = { kind: address.kind, listen: address.listen, ...trust };
    // The socket for the other workers is made by each run, and what is in its way then could have been said at once.
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
/** The scenario of a million vertices takes less. */
const DEFAULT_RUN_BYTES = 256 * 2 ** 20;
const DEFAULT_LOST_AFTER = 60_000;
