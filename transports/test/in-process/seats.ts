import type { Receiver, Seat } from '@disco-engine/kernel';

export function seats(workers: number, identity: Seat['identity'] = [['seed', '7']]): Seat[] {
  return Array.from({ length: workers }, (_, worker) => ({ worker, workers, identity }));
}

/** Records the sequence number of each message with the number of the sender, and failures. */
export class Recorder implements Receiver {
  readonly seen: [from: number, sequence: number][] = [];
  readonly failures: unknown[] = [];

  message: Receiver['message'] = (from, { sequence }) => {
    this.seen.push([from, sequence]);
  };

  failed: Receiver['failed'] = (error) => {
    this.failures.push(error);
  };
}
