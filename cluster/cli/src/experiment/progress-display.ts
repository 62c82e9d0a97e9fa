import { replicationName, type ExperimentProgress, type ReplicationProgress } from '@disco-engine/experiments';

/** Milliseconds between two changes of the line on a terminal. */
const BETWEEN = 200;

/** Shows how far an experiment is: one line that changes on a terminal, a line for each replication that has ended elsewhere. */
export class ProgressDisplay {
  readonly #begin = performance.now();
  readonly #told = new Set<string>();
  #ended = 0;
  #shown = -BETWEEN;
  #first = true;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly cases: number,
  ) {}

  show({ replications }: ExperimentProgress): void {
    const ended = replications.filter(({ record }) => record !== undefined);
    if (this.#first) {
      // These were there before; they say nothing of how long the others take.
      for (const one of ended) this.#told.add(keyOf(one));
      this.#first = false;
    }
    for (const one of ended) if (!this.#told.has(keyOf(one))) this.#tell(one, replications.length, ended.length);
    if (!this.stream.isTTY || performance.now() - this.#shown < BETWEEN) return;
    this.#shown = performance.now();
    const active = replications.filter(({ status }) => status === 'ACTIVE');
    const epochs = active.map((one) => `${replicationName(one, this.cases)} at ${Math.floor(one.epoch)}`);
    this.stream.write(
      `\r\u001B[K${ended.length} of ${replications.length}${this.#left(replications.length - ended.length)}  ${epochs.join(', ')}`,
    );
  }

  end(): void {
    if (this.stream.isTTY) this.stream.write('\r\u001B[K');
  }

  #tell(one: ReplicationProgress, total: number, ended: number): void {
    this.#told.add(keyOf(one));
    this.#ended += 1;
    const { record } = one;
    const came = record?.status === 'FINISHED' ? `digest ${record.digest}` : `failed: ${record?.error?.code}`;
    const line = `${replicationName(one, this.cases)}: ${came}, ${(record?.seconds ?? 0).toFixed(1)} s`;
    const start = this.stream.isTTY ? '\r\u001B[K' : '';
    this.stream.write(`${start}${line}; ${ended} of ${total}${this.#left(total - ended)}\n`);
  }

  /** By the pace so far. */
  #left(replications: number): string {
    if (this.#ended === 0 || replications === 0) return '';
    const seconds = (((performance.now() - this.#begin) / this.#ended) * replications) / 1000;
    return seconds < 90 ? `, ${Math.ceil(seconds)} s left` : `, ${Math.ceil(seconds / 60)} min left`;
  }
}

function keyOf({ case: number, replication }: ReplicationProgress): string {
  return `${number}/${replication}`;
}
