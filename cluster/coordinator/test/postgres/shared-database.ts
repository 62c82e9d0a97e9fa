import { PostgresServer } from '../../../../sdk/data/test/store/postgres-server.js';
import type { Coordinator } from '../../src/index.js';
import { PostgresCoordinator } from '../../src/postgres.js';
import type { HaltableClock } from '../haltable-clock.js';

/** One database for many tests, and one coordinator until a test closes it: connections and schemas take long to make. */
export class SharedDatabase {
  #coordinator: PostgresCoordinator | undefined;

  private constructor(
    private readonly server: PostgresServer,
    readonly url: string,
  ) {}

  static async start(): Promise<SharedDatabase> {
    const server = await PostgresServer.start();
    return new SharedDatabase(server, await server.newDatabase());
  }

  /** A coordinator that knows nothing. */
  async coordinator(clock: HaltableClock): Promise<Coordinator> {
    if (this.#coordinator?.isClosed !== false) this.#coordinator = await PostgresCoordinator.open(this.url, { clock });
    await this.query(`DO $$ BEGIN DELETE FROM disco_coordinator.seats; DELETE FROM disco_coordinator.jobs;
      DELETE FROM disco_coordinator.members; DELETE FROM disco_coordinator.artefacts; END $$`);
    return this.#coordinator;
  }

  query(sql: string): Promise<unknown> {
    return this.server.query(new URL(this.url).pathname.slice(1), sql);
  }

  async stop(): Promise<void> {
    await this.#coordinator?.close();
    await this.server.stop();
  }
}
