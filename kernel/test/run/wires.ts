import {
  Transport,
  type DiscoError,
  type ExchangeMessage,
  type Receiver,
  type Seat,
  type TransportEndpoint,
} from '@disco-engine/kernel';
import { copyOf } from '../exchange/team.js';

/**
 * A transport between the workers of a test. Messages wait until `deliver` or, if it is polled, until the receiver
 * fetches them.
 */
export class Wires extends Transport {
  readonly name = 'wires';
  readonly seats: Seat[] = [];
  closed = 0;
  /** How long each poll was willing to wait. */
  readonly polls: number[] = [];
  readonly #receivers: Receiver[] = [];
  readonly #letters: { readonly from: number; readonly to: number; readonly message: ExchangeMessage }[] = [];

  constructor(private readonly polled = false) {
    super();
  }

  async listen(): Promise<string> {
    return '';
  }

  async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const from = seat.worker;
    this.seats.push(seat);
    this.#receivers[from] = receiver;
    return {
      send: (to, message) => void this.#letters.push({ from, to, message: copyOf(message) }),
      ...(this.polled && {
        poll: (milliseconds: number) => {
          this.polls.push(milliseconds);
          return this.deliver(from) > 0;
        },
      }),
      close: async () => void (this.closed += 1),
    };
  }

  /** Delivers what was sent so far, to one worker or to all, and returns the number of messages. */
  deliver(worker?: number): number {
    const due = this.#letters.filter(({ to }) => worker === undefined || to === worker);
    for (const letter of due) this.#letters.splice(this.#letters.indexOf(letter), 1);
    for (const { from, to, message } of due) this.#receivers[to].message(from, message);
    return due.length;
  }

  fail(worker: number, error: DiscoError): void {
    this.#receivers[worker].failed(error);
  }
}
