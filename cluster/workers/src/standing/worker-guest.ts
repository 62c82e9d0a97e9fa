import { DiscoError } from '@disco-engine/kernel';
import { systemClock, type Clock } from '@disco-engine/transports/clock';
import type { Guest } from '../control/control-server.js';
import { toErrorData } from '../errors/error-data.js';
import { within } from '../hosts/within.js';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { ANSWER } from '../messages/answer-schema.js';
import { REQUEST, REQUEST_ID } from '../messages/command-schema.js';
import { parse } from '../messages/parse.js';
import type { Command } from '../worker/commands.js';
import { permitted, type HouseRules } from './guest-rules.js';

/**
 * Stands between launchers and this process's worker. It serves one launcher after another; none can end the worker,
 * make it do what it was not started for, or see anything that an earlier launcher requested.
 */
export class WorkerGuest implements Guest {
  /** Resolves with the reason if the worker is gone, or stuck in a run that nobody wants any more. */
  readonly broken: Promise<string>;
  #break: (reason: string) => void = () => {};
  #answer: (message: unknown) => void = () => {};
  /** Number of the launcher, times `SPAN`; the ids of its requests are above that. */
  #base = SPAN;
  /** The launcher's unanswered requests, by id. */
  readonly #open = new Map<number, OpenRequest>();
  #openBytes = 0;
  /** Whether the worker has been reserved, so that the next command starts the run. */
  #isReserved = false;
  readonly #own = new Map<number, () => void>();
  #owned = 0;

  constructor(
    private readonly host: WorkerHost,
    private readonly rules: HouseRules,
    private readonly clock: Clock = systemClock,
  ) {
    this.broken = new Promise((resolve) => (this.#break = resolve));
    host.channel.listen({
      message: (message) => this.#hear(message),
      closed: (reason) => {
        this.#break(reason);
        for (const done of this.#own.values()) done();
      },
    });
  }

  get limits(): HouseRules['limits'] {
    return this.rules.limits;
  }

  /** The large limit applies to the one message that contains a scenario. */
  get messageLimit(): number {
    const { commandBytes, runBytes } = this.limits;
    return this.#isReserved ? Math.max(runBytes, commandBytes) : commandBytes;
  }

  /** @param post sends to the launcher; throws if a message is not plain data */
  answerBy(post: (message: unknown) => void): void {
    this.#answer = post;
  }

  message(message: unknown, bytes: number): void {
    const request = parse(REQUEST, message);
    if ('value' in request) return this.#take(request.value.id, request.value.command, bytes);
    const identified = parse(REQUEST_ID, message);
    if ('problem' in identified) throw new TypeError(identified.problem);
    this.#refuse(identified.value.id, new DiscoError('COMMAND_INVALID', `not a command: ${request.problem}`));
  }

  async closed(): Promise<void> {
    this.#base += SPAN;
    this.#open.clear();
    this.#openBytes = 0;
    this.#isReserved = false;
    if (!(await within(this.clock, this.#tell('terminate'), LAST_TIME)))
      this.#break(`its run did not end within ${LAST_TIME} ms after the launcher was gone`);
  }

  /** Ends the worker, in an orderly way or by force. */
  async end(): Promise<void> {
    await within(this.clock, this.#tell('exit'), LAST_TIME);
    await this.host.kill();
  }

  #take(id: number, command: Command, bytes: number): void {
    if (id < 1 || id >= SPAN || this.#open.has(id))
      throw new TypeError(`request id ${id} is invalid or already in use`);
    if (this.#open.size >= MOST_OPEN || this.#openBytes > this.limits.runBytes + this.limits.commandBytes)
      throw new TypeError(`there are already ${this.#open.size} unanswered requests`);
    try {
      const allowed = permitted(command, this.rules);
      if (command.command !== 'initialize' && bytes > this.limits.commandBytes)
        throw new DiscoError(
          'COMMAND_TOO_LARGE',
          `a command has ${bytes} bytes; send at most ${this.limits.commandBytes}`,
        );
      this.host.channel.post({ id: this.#base + id, command: allowed });
    } catch (error) {
      return this.#refuse(id, error);
    }
    if (command.command === 'initialize') this.#isReserved = false;
    this.#open.set(id, { command: command.command, bytes });
    this.#openBytes += bytes;
  }

  #refuse(reply: number, error: unknown): void {
    this.#answer({ reply, error: toErrorData(error) });
  }

  #tell(command: 'terminate' | 'exit'): Promise<void> {
    const id = ++this.#owned;
    const done = new Promise<void>((resolve) => this.#own.set(id, resolve));
    this.host.channel.post({ id, command: { command } });
    return done;
  }

  #hear(message: unknown): void {
    const parsed = parse(ANSWER, message);
    if ('problem' in parsed) return this.#break(`its thread sent an invalid message: ${parsed.problem}`);
    const answer = parsed.value;
    if ('notice' in answer) return this.#answer(answer);
    const { reply } = answer;
    if (reply <= this.#base) {
      this.#own.get(reply)?.();
      this.#own.delete(reply);
      return;
    }
    const id = reply - this.#base;
    const request = this.#open.get(id);
    this.#open.delete(id);
    this.#openBytes -= request?.bytes ?? 0;
    if (request?.command === 'reserve') this.#isReserved = 'value' in answer;
    try {
      this.#answer({ ...answer, reply: id });
    } catch (error) {
      this.#refuse(
        id,
        new DiscoError('COLLECT_INVALID', `the answer cannot be sent: ${String(error)}; return plain data`),
      );
    }
  }
}

interface OpenRequest {
  readonly command: Command['command'];
  readonly bytes: number;
}

/** More requests than any launcher makes. */
const SPAN = 2 ** 32;
/** How many requests may be unanswered at one time; a launcher of this engine has a few. */
const MOST_OPEN = 256;
const LAST_TIME = 5_000;
