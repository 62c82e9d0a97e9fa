import type { Clock } from '@disco-engine/transports/clock';
import type { WorkerHandle } from '../hosts/worker-handle.js';
import { within } from '../hosts/within.js';
import type { Command, Replies } from '../worker/commands.js';

/** Asks workers something that they can answer at any time, unless they are in a long handler. */
export class AskOnce<Name extends 'state' | 'look'> {
  /**
   * Questions without an answer yet, by worker and what is asked. A worker in a long handler does not get the same one
   * twice, so that none pile up.
   */
  readonly #asked = new Map<string, Promise<Replies[Name] | undefined>>();

  constructor(private readonly clock: Clock) {}

  /** @returns undefined if the worker does not answer in time, or is lost; the next call then waits for the same answer */
  async ask(
    handle: WorkerHandle,
    command: Extract<Command, { readonly command: Name }>,
  ): Promise<Replies[Name] | undefined> {
    const question = `${handle.worker} ${JSON.stringify(command)}`;
    const pending = this.#asked.get(question) ?? this.#send(handle, command, question);
    let reply: Replies[Name] | undefined;
    await within(
      this.clock,
      pending.then((answer) => void (reply = answer)),
      ANSWER_WITHIN,
    );
    return reply;
  }

  #send(
    handle: WorkerHandle,
    command: Extract<Command, { readonly command: Name }>,
    question: string,
  ): Promise<Replies[Name] | undefined> {
    const asked = handle
      .send(command)
      .then((reply): Replies[Name] | undefined => reply)
      .catch(() => undefined)
      .finally(() => this.#asked.delete(question));
    this.#asked.set(question, asked);
    return asked;
  }
}

const ANSWER_WITHIN = 500;
