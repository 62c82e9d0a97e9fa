import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PartitionOptions, PeerReport } from '@disco-engine/sdk';

const MAIN = fileURLToPath(new URL('fixtures/part-main.mjs', import.meta.url));

/** A partition's report about its run. */
export interface PartOutcome {
  readonly digest: string;
  readonly activations: number;
  readonly peers: readonly PeerReport[];
}

/** A process that hosts one partition. Orders are given one at a time. */
export class PartProcess {
  readonly pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown[]>;

  constructor() {
    // The options of the test process would make it load sources.
    this.#child = fork(MAIN, [], { execArgv: [] });
    this.#exit = once(this.#child, 'exit');
    this.pid = this.#child.pid;
  }

  async listen(kind: 'ws' | 'grpc', path: string): Promise<string> {
    return (await this.#order({ what: 'listen', kind, path })) as string;
  }

  async join(partition: PartitionOptions): Promise<void> {
    await this.#order({ what: 'join', partition });
  }

  async run(until: number): Promise<PartOutcome> {
    return (await this.#order({ what: 'run', until })) as PartOutcome;
  }

  /** Ends the run; the process then exits by itself. @returns exit code and signal */
  async leave(): Promise<unknown[]> {
    await this.#order({ what: 'leave' });
    return this.#exit;
  }

  /** Ends what a failed test has left behind. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }

  async #order(order: object): Promise<unknown> {
    const answered = once(this.#child, 'message');
    const gone = this.#exit.then(([code, signal]) => {
      throw new Error(`process ${this.pid} has ended (${String(code ?? signal)}) instead of answering`);
    });
    this.#child.send(order);
    const [answer] = (await Promise.race([answered, gone])) as [{ value?: unknown; error?: string }];
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }
}
