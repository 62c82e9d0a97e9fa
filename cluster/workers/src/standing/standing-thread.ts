import { refuseForeignFile, type TrustOptions } from '@disco-engine/transports/security';
import { ControlServer } from '../control/control-server.js';
import type { PeerAddress } from '../control/peer-address.js';
import type { ProcessFacts } from '../hosts/process-facts.js';
import { threadHost } from '../hosts/thread-host.js';
import type { WorkerLog } from '../log/worker-event.js';
import { OfferedScenario } from '../scenarios/offered-scenario.js';
import type { ScenarioShelf } from '../scenarios/scenario-shelf.js';
import type { ModelModules } from '../worker/run-spec.js';
import type { HouseRules } from './guest-rules.js';
import { probeAddress } from './probe-address.js';
import { WorkerGuest } from './worker-guest.js';

export interface StandingThreadOptions {
  readonly address: PeerAddress;
  readonly modules: ModelModules;
  readonly transport: string | undefined;
  readonly trust: TrustOptions;
  readonly rules: HouseRules;
  readonly shelf: ScenarioShelf;
  readonly log: WorkerLog;
  /** What launchers are told about the process. */
  readonly facts: () => ProcessFacts | undefined;
}

/** One thread of a standing worker, with the port at which launchers control it. */
export class StandingThread {
  private constructor(
    readonly server: ControlServer,
    readonly guest: WorkerGuest,
  ) {}

  /** @throws DiscoError `LISTEN_FAILED` */
  static async listen(options: StandingThreadOptions): Promise<StandingThread> {
    const { address, modules, transport, trust, rules, shelf, log, facts } = options;
    const own = { kind: address.kind, listen: address.listen, ...trust };
    // Each run creates the socket for the other workers; check now that nothing is in its way.
    if ('path' in address.control) await refuseForeignFile(address.listen.slice('unix:'.length));
    await probeAddress(address);
    const scenario = new OfferedScenario(shelf, rules.limits.runBytes);
    const guest = new WorkerGuest(() => threadHost({ modules, transport, own }), rules, scenario, log);
    const settings = { log, facts };
    const server = await ControlServer.listen(address.control, trust, guest, settings).catch(async (error: unknown) => {
      await guest.end();
      throw error;
    });
    guest.answerBy(
      (message) => server.post(message),
      () => server.dismiss(),
    );
    return new StandingThread(server, guest);
  }

  /** @param milliseconds how long a handler may keep it from an orderly end */
  async close(milliseconds: number | undefined): Promise<void> {
    await this.server.close();
    await this.guest.end(milliseconds);
  }
}
