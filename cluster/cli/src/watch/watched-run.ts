import type { ClusterRun } from '@disco-engine/cluster';
import { RunGraph, type GraphSource } from './run-graph.js';
import { PageLines } from './page-lines.js';
import type { Order, RunView, Watched } from './watched.js';

/** The attempts of one run, of which the latest is shown. */
export class WatchedRun implements Watched {
  readonly page = 'run';
  readonly lines = new PageLines('run');
  #run: ClusterRun | undefined;
  #attempt = 1;
  #ending: string | undefined;
  #graph: RunGraph | undefined;

  constructor(
    private readonly title: string,
    private readonly until: number,
    private readonly cancel: () => void,
  ) {}

  started(run: ClusterRun, attempt: number): void {
    this.#run = run;
    this.#attempt = attempt;
    this.lines.told(`attempt ${attempt} has begun`);
  }

  /** What the page draws of it. */
  drawnFrom(source: GraphSource): void {
    this.#graph = new RunGraph(source);
  }

  /** @param ending what became of the run, in one line */
  ended(ending: string): void {
    this.#ending = ending;
    this.lines.told(ending);
  }

  async view(): Promise<RunView> {
    const { title, until } = this;
    const run = this.#run;
    return {
      title,
      until,
      status: run?.status ?? 'waiting',
      attempt: this.#attempt,
      workers: (await run?.view()) ?? [],
      ending: this.#ending,
    };
  }

  async read(name: string, of: string): Promise<object | undefined> {
    if (name === 'graph') return this.#graph?.drawing();
    return name === 'colours' && this.#run !== undefined ? this.#graph?.colours(this.#run, of) : undefined;
  }

  async order(order: Order): Promise<void> {
    const run = this.#run;
    if (order === 'cancel') return this.cancel();
    if (run === undefined || run.isOver) throw new Error('the run is not running');
    await (order === 'pause' ? run.pause() : run.resume());
  }
}
