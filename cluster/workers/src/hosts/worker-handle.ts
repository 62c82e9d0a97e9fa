import { DiscoError, ObservationPoint } from '@disco-engine/kernel';
import { fromErrorData } from '../errors/error-data.js';
import { ANSWER, REPLIES } from '../messages/answer-schema.js';
import { parse } from '../messages/parse.js';
import type { Command, Replies } from '../worker/commands.js';
import type { PartFigures } from '../worker/run-part.js';
import type { Transition, WorkerState } from '../worker/worker-state.js';
import type { Channel } from './channel.js';
import { within } from './within.js';

/** Where a worker lives, as its launcher sees it. */
export interface WorkerHost {
  /** As in errors and reports: `thread 3`, `process 1234`, an address. */
  readonly name: string;
  readonly channel: Channel;
  /** Whether the worker stays when its launcher goes; then it is let go, and not ended. */
  readonly stays?: boolean | undefined;
  /** Ends the host by force, where it can, and resolves when it is gone. */
  kill(): Promise<void>;
}

/** A worker as its launcher sees it, wherever it lives. */
export class WorkerHandle {
  /** Every transition of the worker, after the fact. */
  readonly transitions = new ObservationPoint<Transition>(() => {});
  readonly progress = new ObservationPoint<PartFigures>(() => {});
  /** Tells `WORKER_LOST`, once, when the worker is gone without having been told to. */
  readonly losses = new ObservationPoint<DiscoError>(() => {});
  readonly #waiting = new Map<number, Waiting>();
  #state: WorkerState = 'CREATED';
  #requests = 0;
  #loss: DiscoError | undefined;
  #breakdown: DiscoError | undefined;
  #closing = false;
  #killedFor: string | undefined;
  readonly #gone: Promise<void>;
  #leave = (): void => {};

  /** @param worker its number, from 0 */
  constructor(
    readonly worker: number,
    private readonly host: WorkerHost,
  ) {
    this.#gone = new Promise((resolve) => (this.#leave = resolve));
    host.channel.listen({
      message: (message) => this.#take(message),
      closed: (reason) => this.#close(reason),
    });
  }

  get name(): string {
    return `worker ${this.worker} (${this.host.name})`;
  }

  get hostName(): string {
    return this.host.name;
  }

  /** As told by its latest transition. */
  get state(): WorkerState {
    return this.#state;
  }

  get loss(): DiscoError | undefined {
    return this.#loss;
  }

  /** Why the worker is `BROKEN`, where it is. */
  get breakdown(): DiscoError | undefined {
    return this.#breakdown;
  }

  /** @throws DiscoError `WORKER_LOST`, `WORKER_STATE_WRONG`, `COMMAND_INVALID` where it holds no plain data, and what the worker replies */
  async send<C extends Command>(command: C): Promise<Replies[C['command']]> {
    if (this.#loss !== undefined) throw this.#loss;
    const id = ++this.#requests;
    const reply = new Promise<unknown>((resolve, reject) =>
      this.#waiting.set(id, { command: command.command, resolve, reject }),
    );
    try {
      this.host.channel.post({ id, command });
    } catch (cause) {
      this.#waiting.delete(id);
      if (cause instanceof DiscoError) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      const why = `the command '${command.command}' cannot be carried to ${this.name}: ${reason}; give plain data`;
      throw new DiscoError('COMMAND_INVALID', why, {}, { cause });
    }
    return (await reply) as Replies[C['command']];
  }

  /** Ends the worker, or its run where it stays: in order where it listens, by force where it does not within the time. */
  async close(milliseconds: number): Promise<void> {
    this.#closing = true;
    if (this.#loss === undefined) {
      const { stays = false } = this.host;
      const told = this.send({ command: stays ? 'terminate' : 'exit' }).catch(() => undefined);
      await within(stays ? told : this.#gone, milliseconds);
    }
    await this.host.kill();
  }

  /**
   * Ends the worker by force, and so loses it.
   *
   * @param reason why, for `WORKER_LOST`
   */
  async kill(reason: string): Promise<void> {
    this.#killedFor ??= reason;
    await this.host.kill();
  }

  #take(message: unknown): void {
    if (this.#loss !== undefined) return;
    const parsed = parse(ANSWER, message);
    if ('problem' in parsed) return this.#expel(`it sent what is not a message of a worker: ${parsed.problem}`);
    const answer = parsed.value;
    if ('notice' in answer) {
      if (answer.notice === 'progress') this.progress.emit(answer.figures);
      else {
        const { from, to, reason } = answer;
        this.#state = to;
        if (to === 'BROKEN')
          this.#breakdown = new DiscoError(
            'WORKER_BROKEN',
            `${this.name} cannot go on: ${reason ?? 'it does not say why'}`,
          );
        this.transitions.emit(reason === undefined ? { from, to } : { from, to, reason });
      }
      return;
    }
    const waiting = this.#waiting.get(answer.reply);
    // Nobody waits for it: an answer to what was given up, which is of no use any more.
    if (waiting === undefined) return;
    const reply = 'error' in answer ? undefined : parse<unknown>(REPLIES[waiting.command], answer.value);
    if (reply !== undefined && 'problem' in reply)
      return this.#expel(`its reply to '${waiting.command}' is not one: ${reply.problem}`);
    this.#waiting.delete(answer.reply);
    if ('error' in answer) waiting.reject(fromErrorData(answer.error));
    else waiting.resolve(reply?.value);
  }

  /** Loses a worker that cannot be understood. */
  #expel(reason: string): void {
    this.#close(reason);
    void this.host.kill();
  }

  #close(told: string): void {
    if (this.#loss !== undefined) return;
    const reason = this.#killedFor ?? told;
    const wanted = this.#closing ? ', after it was told to end' : '; see what it wrote, and start anew';
    const loss = new DiscoError('WORKER_LOST', `${this.name} is gone: ${reason}${wanted}`);
    this.#loss = loss;
    for (const { reject } of this.#waiting.values()) reject(loss);
    this.#waiting.clear();
    if (!this.#closing) this.losses.emit(loss);
    this.#leave();
    this.losses.complete();
    this.transitions.complete();
    this.progress.complete();
  }
}

interface Waiting {
  readonly command: Command['command'];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}
