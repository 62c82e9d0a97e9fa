import { DiscoError, ObservationPoint } from '@disco-engine/kernel';
import { systemClock, type Clock } from '@disco-engine/transports/clock';
import type { Guest } from '../control/control-server.js';
import { toErrorData } from '../errors/error-data.js';
import { within } from '../hosts/within.js';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { ANSWER, REPLIES } from '../messages/answer-schema.js';
import { GUEST_REQUEST, REQUEST_ID } from '../messages/command-schema.js';
import { parse } from '../messages/parse.js';
import type { OfferedScenario } from '../scenarios/offered-scenario.js';
import type { Command, RunOutcome, StateReport, SupplyCommand } from '../worker/commands.js';
import { permitted, type HouseRules } from './guest-rules.js';
import { OwnThread, type ThreadListener } from './own-thread.js';
import { RunJournal } from './run-journal.js';
import type { WorkerLog } from '../log/worker-event.js';

/** A launcher has come to a worker, or has gone; `outcome` is how it says that its run ended. */
export type LauncherStep =
  { readonly step: 'came' } | { readonly step: 'went'; readonly outcome: RunOutcome | undefined };

/**
 * Stands between launchers and this process's worker. It serves one launcher after another; none can end the worker,
 * make it do what it was not started for, or see anything that an earlier launcher requested. A thread that a launcher
 * has left behind in a handler, or that crashed, is replaced.
 */
export class WorkerGuest implements Guest {
  /** Resolves with the reason if the worker has no thread that works, and cannot get one. */
  readonly broken: Promise<string>;
  #break: (reason: string) => void = () => {};
  readonly #thread: OwnThread;
  #isBroken = false;
  #isEnding = false;
  /** Present while the thread is being replaced. */
  #replacing: Promise<void> | undefined;
  /** Whether the present launcher has lost its run with the thread, so that nothing it sends counts any more. */
  #isCut = false;
  readonly #journal: RunJournal;
  /** Called when the worker has no run any more; present once it is to take no new one. */
  #idle: (() => void) | undefined;
  /** Emits when a launcher has come, and when it has gone. */
  readonly launchers = new ObservationPoint<LauncherStep>(() => {});
  #isOccupied = false;
  #outcome: RunOutcome | undefined;
  #answer: (message: unknown) => void = () => {};
  #dismiss: () => void = () => {};
  /** Number of the launcher, times `SPAN`; the ids of its requests are above that. */
  #base = SPAN;
  /** The launcher's unanswered requests, by id. */
  readonly #open = new Map<number, OpenRequest>();
  #openBytes = 0;
  /** Whether the worker has been reserved, so that the next command starts the run. */
  #isReserved = false;
  readonly #own = new Map<number, (answer?: unknown) => void>();
  #owned = 0;
  /** The question how the thread is, while it has no answer. */
  #asked: Promise<unknown> | undefined;

  /**
   * @param makeHost starts a thread for the worker
   * @param scenario between a launcher and the process
   */
  constructor(
    makeHost: () => WorkerHost,
    private readonly rules: HouseRules,
    private readonly scenario: OfferedScenario,
    private readonly log: WorkerLog = () => {},
    private readonly clock: Clock = systemClock,
  ) {
    this.broken = new Promise((resolve) => (this.#break = resolve));
    this.#journal = new RunJournal(log, clock);
    const listener: ThreadListener = {
      message: (message) => this.#hear(message),
      crashed: (reason) => this.#crashed(reason),
      ended: () => this.#forgetOwn(),
      broken: (reason) => {
        this.#isBroken = true;
        log({
          level: 'error',
          event: 'broken',
          message: `WORKER_BROKEN: the worker cannot go on: ${reason}`,
          details: { reason },
        });
        this.#break(reason);
        this.#forgetOwn();
      },
    };
    this.#thread = new OwnThread(makeHost, listener, clock);
  }

  get limits(): HouseRules['limits'] {
    return this.rules.limits;
  }

  /** The large limit applies to what follows a reservation: a scenario, and the start of a run. */
  get messageLimit(): number {
    const { commandBytes, runBytes } = this.limits;
    return this.#isReserved ? Math.max(runBytes, commandBytes) : commandBytes;
  }

  /**
   * @param post sends to the launcher; throws if a message is not plain data
   * @param dismiss disconnects the launcher
   */
  answerBy(post: (message: unknown) => void, dismiss: () => void): void {
    this.#answer = post;
    this.#dismiss = dismiss;
  }

  message(message: unknown, bytes: number): void {
    if (this.#isCut) return;
    if (!this.#isOccupied) {
      this.#isOccupied = true;
      this.launchers.emit({ step: 'came' });
    }
    const request = parse(GUEST_REQUEST, message);
    if ('value' in request) return this.#take(request.value.id, request.value.command, bytes);
    const identified = parse(REQUEST_ID, message);
    if ('problem' in identified) throw new TypeError(identified.problem);
    this.#refuse(identified.value.id, new DiscoError('COMMAND_INVALID', `not a command: ${request.problem}`));
  }

  /** Takes no new run from now on. Resolves when there is none in progress. */
  async finishServing(): Promise<void> {
    const idle = new Promise<void>((resolve) => (this.#idle = resolve));
    this.#checkIdle();
    return idle;
  }

  /** How the thread is now; undefined if it does not say so in time, as it is in a long handler or being replaced. */
  async state(): Promise<StateReport | undefined> {
    if (this.#isBroken || this.#isEnding || this.#replacing !== undefined) return undefined;
    // A thread in a long handler gets no second question, so that none pile up.
    this.#asked ??= this.#tell('state').finally(() => (this.#asked = undefined));
    let report: StateReport | undefined;
    const answered = this.#asked.then((answer) => {
      const parsed = parse(REPLIES.state, answer);
      if ('value' in parsed) report = parsed.value;
    });
    await within(this.clock, answered, ANSWER_WITHIN);
    return report;
  }

  async closed(): Promise<void> {
    this.#journal.launcherGone();
    this.#base += SPAN;
    this.#open.clear();
    this.#openBytes = 0;
    this.#isReserved = false;
    this.#isCut = false;
    this.scenario.forget();
    if (this.#isOccupied) this.launchers.emit({ step: 'went', outcome: this.#outcome });
    this.#isOccupied = false;
    this.#outcome = undefined;
    if (this.#replacing !== undefined) return this.#replacing;
    const { maxBusy } = this.rules;
    const ended = this.#tell('terminate').then(() => this.#checkIdle());
    if (await within(this.clock, ended, Math.min(SOON, maxBusy))) return;
    this.log({
      level: 'warn',
      event: 'handler-busy',
      message: `the launcher is gone, but a handler of its run is still busy; waits up to ${maxBusy} ms for it`,
      details: { maxBusy },
    });
    if ((await within(this.clock, ended, maxBusy - SOON)) || this.#isEnding) return;
    await this.#replace(`its run did not end within ${maxBusy} ms after the launcher was gone`);
  }

  /** Ends the worker, in an orderly way or, after a while, by force. */
  async end(milliseconds = LAST_TIME): Promise<void> {
    this.#isEnding = true;
    this.#thread.expectEnd();
    if (!this.#isBroken) await within(this.clock, this.#tell('exit'), milliseconds);
    await this.#thread.end();
  }

  #crashed(reason: string): void {
    const [first = ''] = reason.split('\n');
    const error = new DiscoError('WORKER_BROKEN', `the thread of the worker has ended: ${first}; it gets a new one`);
    for (const id of this.#open.keys()) this.#refuse(id, error);
    this.#isCut = true;
    this.#dismiss();
    void this.#replace(reason);
  }

  #replace(why: string): Promise<void> {
    const [first = ''] = why.split('\n');
    this.#forgetOwn();
    this.#journal.lost(first);
    this.rules.place?.leave();
    this.#checkIdle();
    this.log({
      level: 'error',
      event: 'thread-replaced',
      message: `replaces the thread of the worker: ${first}`,
      // With the stack of an error.
      details: { reason: why },
    });
    this.#replacing ??= this.#thread.replace().finally(() => (this.#replacing = undefined));
    return this.#replacing;
  }

  #forgetOwn(): void {
    for (const done of this.#own.values()) done();
    this.#own.clear();
  }

  #checkIdle(): void {
    const isReserving = Array.from(this.#open.values()).some(({ command }) => command === 'reserve');
    if (!this.#journal.hasRun && !isReserving) this.#idle?.();
  }

  #take(id: number, command: Command | SupplyCommand, bytes: number): void {
    if (id < 1 || id >= SPAN || this.#open.has(id))
      throw new TypeError(`request id ${id} is invalid or already in use`);
    if (this.#open.size >= MOST_OPEN || this.#openBytes > this.limits.runBytes + this.limits.commandBytes)
      throw new TypeError(`there are already ${this.#open.size} unanswered requests`);
    if (command.command === 'offer' || command.command === 'supply') return void this.#supply(id, command, bytes);
    try {
      if (command.command === 'reserve' && this.#idle !== undefined)
        throw new DiscoError('WORKER_DRAINING', 'this worker is about to end, and takes no new run; use another one');
      const allowed = this.#withScenario(permitted(command, this.rules));
      if (command.command !== 'initialize' && bytes > this.limits.commandBytes)
        throw new DiscoError(
          'COMMAND_TOO_LARGE',
          `a command has ${bytes} bytes; send at most ${this.limits.commandBytes}`,
        );
      this.#thread.post({ id: this.#base + id, command: allowed });
    } catch (error) {
      return this.#refuse(id, error);
    }
    if (command.command === 'initialize') this.#isReserved = false;
    this.#journal.asked(command);
    if (command.command === 'terminate') this.#outcome = command.outcome;
    this.#open.set(id, { command: command.command, bytes });
    this.#openBytes += bytes;
  }

  /** Executes a command that is not for the thread. */
  async #supply(id: number, command: SupplyCommand, bytes: number): Promise<void> {
    const base = this.#base;
    this.#open.set(id, { command: command.command, bytes });
    this.#openBytes += bytes;
    const answer = await this.#supplied(command).then(
      (value) => ({ reply: id, value }),
      (error: unknown) => ({ reply: id, error: toErrorData(error) }),
    );
    // The launcher may have gone in the meantime, and another one come.
    if (base !== this.#base || !this.#open.delete(id)) return;
    this.#openBytes -= bytes;
    this.#answer(answer);
  }

  async #supplied(command: SupplyCommand): Promise<{ has: boolean } | undefined> {
    if (!this.#isReserved)
      throw new DiscoError('WORKER_STATE_WRONG', `the command '${command.command}' needs a worker that is RESERVED`);
    if (command.command === 'offer') return { has: await this.scenario.offer(command.scenario) };
    await this.scenario.supply(command.packed);
    return undefined;
  }

  /** Replaces the name of a scenario by the scenario. @throws DiscoError `COMMAND_INVALID` */
  #withScenario(command: Command): Command {
    if (command.command !== 'initialize' || !('sha256' in command.spec.scenario)) return command;
    return { ...command, spec: { ...command.spec, scenario: this.scenario.take(command.spec.scenario) } };
  }

  #refuse(reply: number, error: unknown): void {
    this.#answer({ reply, error: toErrorData(error) });
  }

  /** Resolves with the answer, or with undefined if the thread is gone. */
  #tell(command: 'terminate' | 'exit' | 'state'): Promise<unknown> {
    const id = ++this.#owned;
    const done = new Promise<unknown>((resolve) => this.#own.set(id, resolve));
    this.#thread.post({ id, command: { command } });
    return done;
  }

  #hear(message: unknown): void {
    const parsed = parse(ANSWER, message);
    if ('problem' in parsed) return this.#break(`its thread sent an invalid message: ${parsed.problem}`);
    const answer = parsed.value;
    if ('notice' in answer) {
      if (answer.notice === 'transition') {
        this.#journal.moved(answer);
        if (!this.#journal.hasRun) this.rules.place?.leave();
      }
      this.#answer(answer);
      return this.#checkIdle();
    }
    const { reply } = answer;
    if (reply <= this.#base) {
      this.#own.get(reply)?.('value' in answer ? answer.value : undefined);
      this.#own.delete(reply);
      return;
    }
    const id = reply - this.#base;
    const request = this.#open.get(id);
    this.#open.delete(id);
    this.#openBytes -= request?.bytes ?? 0;
    if (request !== undefined) this.#journal.answered(request.command, answer);
    if (request?.command === 'reserve') this.#isReserved = 'value' in answer;
    this.#checkIdle();
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
  readonly command: (Command | SupplyCommand)['command'];
  readonly bytes: number;
}

/** More requests than any launcher makes. */
const SPAN = 2 ** 32;
/** How many requests may be unanswered at one time; a launcher of this engine has a few. */
const MOST_OPEN = 256;
/** Milliseconds after which a handler that is still busy is worth a line in the log. */
const SOON = 1_000;
/** Milliseconds within which the thread says how it is, unless it is in a long handler. */
const ANSWER_WITHIN = 500;
/** Milliseconds for an orderly end. */
const LAST_TIME = 5_000;
