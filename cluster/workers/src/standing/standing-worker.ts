import { ControlServer, removeStaleSocket } from '../control/control-server.js';
import type { PeerAddress } from '../control/peer-address.js';
import type { Trust } from '../control/trust.js';
import { threadHost } from '../hosts/thread-host.js';
import type { ModelModules } from '../worker/run-spec.js';
import { WorkerGuest } from './worker-guest.js';

export interface StandingWorkerOptions {
  readonly address: PeerAddress;
  /** The modules that launchers may run models of, by the names by which they ask for them. */
  readonly modules: ModelModules;
  /** URL of the module of a transport of your own, if the address is one of its. */
  readonly transport?: string | undefined;
  readonly trust: Trust;
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

  /** @throws DiscoError where it cannot listen */
  static async listen({ address, modules, transport, trust }: StandingWorkerOptions): Promise<StandingWorker> {
    const own = { kind: address.kind, listen: address.listen, ...trust };
    await removeStaleSocket(address.control);
    const guest = new WorkerGuest(threadHost({ modules, transport, own }));
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

function addressToDial({ text }: PeerAddress, port: number | undefined): string {
  const [address] = text.split('?');
  const isNext = port !== undefined && address.endsWith(`:${port - 1}`);
  return port === undefined || isNext ? address : `${address}?control=${port}`;
}
