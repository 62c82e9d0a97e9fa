import { Cluster as BuiltCluster } from '../../dist/index.js';
import type { LaunchOptions } from '../../src/index.js';
import { Cluster } from '../../src/index.js';
import { ring, small } from '../fixtures/token-ring.mjs';

export { ring, small };

export const MODEL = { module: new URL('../fixtures/token-ring.mjs', import.meta.url), export: 'TokenRing' };

/** Later than any test runs: a run up to here does not end by itself. */
export const NEVER = 1e8;

/** Closes everything that a test launched when it ends, even if it fails. */
export class Launches {
  readonly #open: { close(): Promise<void> }[] = [];

  async launch(options: Omit<LaunchOptions, 'model'> & Partial<Pick<LaunchOptions, 'model'>>): Promise<Cluster> {
    // Threads and processes run compiled code, so their launcher does too; `npm test` compiles first.
    const { transport } = options;
    const areObjects = transport === 'in-process' || (typeof transport === 'object' && !(transport instanceof URL));
    const Launcher = areObjects ? Cluster : (BuiltCluster as unknown as typeof Cluster);
    const cluster = await Launcher.launch({ model: MODEL, execArgv: [], ...options });
    this.#open.push(cluster);
    return cluster;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((cluster) => cluster.close()));
  }
}
