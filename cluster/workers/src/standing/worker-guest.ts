import { DiscoError } from '@disco-engine/kernel';
import type { Guest } from '../control/control-server.js';
import { toErrorData } from '../errors/error-data.js';
import type { Answer, Request } from '../hosts/message.js';
import { within } from '../hosts/within.js';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { STATES_FOR } from '../worker/worker-state.js';

/**
 * Stands between launchers and the worker of this process: one launcher after the other, none of which can end the worker or hear what
 * an earlier one asked for.
 */
export class WorkerGuest implements Guest {
  /** Resolves with the reason when the worker is gone, or stuck in a run that nobody wants any more. */
  readonly broken: Promise<string>;
  #break: (reason: string) => void = () => {};
  #answer: (message: unknown) => void = () => {};
  /** Number of the launcher, times `SPAN`: the ids of its requests lie above it. */
  #base = SPAN;
  readonly #own = new Map<number, () => void>();
  #owned = 0;

  constructor(private readonly host: WorkerHost) {
    this.broken = new Promise((resolve) => (this.#break = resolve));
    host.channel.listen({
      message: (message) => this.#hear(message as Answer),
      closed: (reason) => {
        this.#break(reason);
        for (const done of this.#own.values()) done();
      },
    });
  }

  /** @param post sends to the launcher */
  answerBy(post: (message: unknown) => void): void {
    this.#answer = post;
  }

  message(message: unknown): void {
    if (!isRequest(message)) return this.#answer({ reply: idOf(message), error: toErrorData(REFUSED) });
    this.host.channel.post({ id: this.#base + message.id, command: message.command });
  }

  async closed(): Promise<void> {
    this.#base += SPAN;
    if (!(await within(this.#tell('terminate'), LAST_TIME)))
      this.#break(`its run did not end within ${LAST_TIME} ms after the launcher had gone`);
  }

  /** Ends the worker: in order, or by force. */
  async end(): Promise<void> {
    await within(this.#tell('exit'), LAST_TIME);
    await this.host.kill();
  }

  #tell(command: 'terminate' | 'exit'): Promise<void> {
    const id = ++this.#owned;
    const done = new Promise<void>((resolve) => this.#own.set(id, resolve));
    this.host.channel.post({ id, command: { command } });
    return done;
  }

  #hear(answer: Answer): void {
    if ('notice' in answer) return this.#answer(answer);
    const { reply } = answer;
    if (reply > this.#base) return this.#answer({ ...answer, reply: reply - this.#base });
    this.#own.get(reply)?.();
    this.#own.delete(reply);
  }
}

/** More requests than one launcher makes. */
const SPAN = 2 ** 32;
const LAST_TIME = 5_000;

function isRequest(message: unknown): message is Request {
  if (typeof message !== 'object' || message === null) return false;
  const { id, command } = message as Partial<Request>;
  if (!(Number.isInteger(id) && Number(id) > 0 && Number(id) < SPAN)) return false;
  if (typeof command !== 'object' || command === null) return false;
  // Only whoever started the worker may end it.
  return Object.hasOwn(STATES_FOR, command.command) && command.command !== 'exit';
}

function idOf(message: unknown): number {
  return Number((message as Partial<Request> | null)?.id ?? 0);
}

const REFUSED = new DiscoError('COMMAND_INVALID', 'the worker takes no such command from a launcher');
