import { DiscoError, isDiscoError, ObservationPoint } from '@disco-engine/kernel';
import { systemClock, type Clock } from '@disco-engine/transports/clock';
import { fromErrorData } from '../errors/error-data.js';
import { ANSWER, REPLIES } from '../messages/answer-schema.js';
import { parse } from '../messages/parse.js';
import type { Command, Replies, RunOutcome, SupplyCommand } from '../worker/commands.js';
import type { PartFigures } from '../worker/run-part.js';
import type { Transition, WorkerState } from '../worker/worker-state.js';
import type { Channel } from './channel.js';
import type { ProcessFacts } from './process-facts.js';
import type { PrintedLine } from './printed-lines.js';
import { within } from './within.js';

/** Where a worker lives, from its launcher's point of view. */
export interface WorkerHost {
  /** The name used in errors and reports: `thread 3`, `process 1234`, an address. */
  readonly name: string;
  readonly channel: Channel;
  /** Emits what the worker prints, where this process passes it on. */
  readonly output?: ObservationPoint<PrintedLine> | undefined;
  /** Whether the worker stays when its launcher leaves; it is then released rather than ended. */
  readonly stays?: boolean | undefined;
  /** What the worker has told about its process, if there are further threads in it. */
  readonly process?: ProcessFacts | undefined;
  /** Kills the host, if possible, and resolves when it is gone. */
  kill(): Promise<void>;
}

/** A worker from its launcher's point of view, wherever it lives. */
export class WorkerHandle {
  /** Emits every transition of the worker after it has happened. */
  readonly transitions = new ObservationPoint<Transition>(() => {});
  readonly progress = new ObservationPoint<PartFigures>(() => {});
  /** Emits `WORKER_LOST`, once, if the worker disappears without having been told to. */
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

  /**
   * @param worker its number, from 0; it changes only between two runs
   * @param clock limits the time that it has for an orderly end
   */
  constructor(
    public worker: number,
    private readonly host: WorkerHost,
    private readonly clock: Clock = systemClock,
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

  /** Number of the process of a worker that was started elsewhere, if it may have further threads. */
  get process(): number | undefined {
    return this.host.process?.process;
  }

  /** Emits what it prints; undefined if that goes elsewhere. */
  get output(): ObservationPoint<PrintedLine> | undefined {
    return this.host.output;
  }

  /** The state after its latest reported transition. */
  get state(): WorkerState {
    return this.#state;
  }

  get loss(): DiscoError | undefined {
    return this.#loss;
  }

  /** Why it can take part in no further run: it is lost, or `BROKEN`. */
  get failure(): DiscoError | undefined {
    return this.#loss ?? this.#breakdown;
  }

  /**
   * @throws DiscoError `WORKER_LOST`, `WORKER_STATE_WRONG`; `COMMAND_INVALID` if it is not plain data; any error that
   * the worker replies
   */
  async send<C extends Command | SupplyCommand>(command: C): Promise<Replies[C['command']]> {
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
      const why = `the command '${command.command}' cannot be sent to ${this.name}: ${reason}; use plain data`;
      throw new DiscoError('COMMAND_INVALID', why, {}, { cause });
    }
    return (await reply) as Replies[C['command']];
  }

  /**
   * Ends the worker, or only its run if the worker stays: in an orderly way or, if it does not respond in time, by
   * force.
   *
   * @param outcome told to a worker that stays
   */
  async close(milliseconds: number, outcome?: RunOutcome): Promise<void> {
    this.#closing = true;
    if (this.#loss === undefined) {
      const { stays = false } = this.host;
      const told = this.send(stays ? { command: 'terminate', outcome } : { command: 'exit' }).catch(() => undefined);
      await within(this.clock, stays ? told : this.#gone, milliseconds);
    }
    await this.host.kill();
  }

  /**
   * Ends the worker by force, which loses it.
   *
   * @param reason used in `WORKER_LOST`
   */
  async kill(reason: string): Promise<void> {
    this.#killedFor ??= reason;
    await this.host.kill();
  }

  #take(message: unknown): void {
    if (this.#loss !== undefined) return;
    const parsed = parse(ANSWER, message);
    if ('problem' in parsed) return this.#expel(`it sent something that is not a worker message: ${parsed.problem}`);
    const answer = parsed.value;
    if ('notice' in answer) {
      if (answer.notice === 'progress') this.progress.emit(answer.figures);
      else {
        const { from, to, reason } = answer;
        this.#state = to;
        if (to === 'BROKEN')
          this.#breakdown = new DiscoError(
            'WORKER_BROKEN',
            `${this.name} cannot continue: ${reason ?? 'it gave no reason'}`,
          );
        this.transitions.emit(reason === undefined ? { from, to } : { from, to, reason });
      }
      return;
    }
    const waiting = this.#waiting.get(answer.reply);
    // Nobody is waiting for it: a late reply to an abandoned request.
    if (waiting === undefined) return;
    const reply = 'error' in answer ? undefined : parse<unknown>(REPLIES[waiting.command], answer.value);
    if (reply !== undefined && 'problem' in reply)
      return this.#expel(`its reply to '${waiting.command}' is invalid: ${reply.problem}`);
    this.#waiting.delete(answer.reply);
    if ('error' in answer) waiting.reject(this.#withReporter(fromErrorData(answer.error)));
    else waiting.resolve(reply?.value);
  }

  /** A worker that has lost another one names only the other one, and one that has lost its thread names none. */
  #withReporter(error: Error): Error {
    if (!isDiscoError(error, 'WORKER_LOST') && !isDiscoError(error, 'WORKER_BROKEN')) return error;
    return new DiscoError(error.code, `${this.name} reports: ${error.message}`, error.place, { cause: error });
  }

  /** Gives up on a worker that sends invalid messages. */
  #expel(reason: string): void {
    this.#close(reason);
    void this.host.kill();
  }

  #close(told: string): void {
    if (this.#loss !== undefined) return;
    const reason = this.#killedFor ?? told;
    const wanted = this.#closing ? ', after it was told to end' : '; check its output';
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
  readonly command: keyof Replies;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}
