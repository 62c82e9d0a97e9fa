import { entryAt, LEAST_DELAY, nextDouble } from '@disco-engine/kernel';
import type { ModelActivation, ModelCalls, ModelEvent } from './model-outcome.js';
import { linksFrom, type Target } from './links-from.js';
import { previousDouble } from './previous-double.js';
import type { RandomModel, RandomProgram } from './random-model.js';

/**
 * A node of a random model. What it does depends on everything it has received, so a single wrong batch changes
 * everything that follows. It knows nothing about its host.
 */
export class ProgramNode {
  readonly name: string;
  readonly programs: readonly RandomProgram[];
  readonly #handles: readonly number[];
  readonly #promiseSteps: readonly (number | null)[];
  readonly #targets: readonly (readonly Target[])[];
  /** Its promises, by simproc, or by simproc and target; most of its sends keep to them. */
  readonly #promised = new Map<string, number>();
  #draws: number;
  #state = 0;
  #activations = 0;
  /** Number of timers that it has set. */
  #timers = 0;
  /** Number of wakeups that each simproc has requested. */
  readonly #wakeups: number[];

  constructor(
    private readonly model: RandomModel,
    node: number,
  ) {
    const { name, type, seed, programs } = entryAt(model.nodes, node);
    this.name = name;
    this.programs = programs;
    const { handles, promises } = entryAt(model.types, type);
    this.#handles = handles;
    this.#promiseSteps = promises;
    this.#targets = model.simprocs.map((_, simproc) => linksFrom(model, node, simproc));
    this.#wakeups = model.simprocs.map(() => 0);
    this.#draws = seed;
  }

  activate(simproc: number, epoch: number, batch: readonly ModelEvent[], calls: ModelCalls): ModelActivation {
    this.#take(simproc);
    this.#takeTime(epoch);
    for (const event of batch) {
      this.#takeTime(event.epoch);
      for (const number of [event.simproc, event.counter, event.payload]) this.#take(number);
      for (let i = 0; i < event.sender.length; i++) this.#take(event.sender.charCodeAt(i));
    }
    this.#draws = (this.#draws ^ this.#state) >>> 0;
    const made: string[] = [];
    if (++this.#activations > STAMINA)
      return { node: this.name, simproc, epoch, batch, calls: made, state: this.#state };
    for (let left = this.#draw(entryAt(this.programs, simproc).calls + 1); left > 0; left--) {
      made.push(this.call(simproc, epoch, calls));
    }
    return { node: this.name, simproc, epoch, batch, calls: made, state: this.#state };
  }

  /** The result of the `@Promise` method of a simproc that has one. */
  answer(simproc: number, epoch: number): number {
    const until = Math.min(epoch + (this.#promiseSteps[simproc] ?? 0), Number.MAX_VALUE);
    this.#promised.set(`${simproc}`, until);
    return until;
  }

  /** A number that depends on everything so far. */
  get state(): number {
    return this.#state;
  }

  /** Mixes a text into the state. */
  take(text: string): void {
    for (let i = 0; i < text.length; i++) this.#take(text.charCodeAt(i));
  }

  /** A whole number from 0 (included) to a bound (excluded). */
  draw(bound: number): number {
    return this.#draw(bound);
  }

  /** One call of a port, which is the active one. */
  call(simproc: number, epoch: number, calls: ModelCalls): string {
    const program = entryAt(this.programs, simproc);
    const { send, wakeup, hardWakeup, wakeupAfter, timer, cancel, promise, stray } = program;
    let choice = this.#draw(send + wakeup + hardWakeup + wakeupAfter + timer + cancel + promise + stray);
    if ((choice -= send) < 0) return this.#send(simproc, epoch, program, calls);
    if ((choice -= wakeup) < 0) return this.#wake(simproc, epoch, program, false, calls);
    if ((choice -= hardWakeup) < 0) return this.#wake(simproc, epoch, program, true, calls);
    if ((choice -= wakeupAfter) < 0) return this.#wakeAfter(simproc, epoch, program, calls);
    if ((choice -= timer) < 0) return this.#timer(epoch, program, calls);
    if ((choice -= cancel) < 0) return this.#draw(2) === 0 ? this.#cancel(calls) : this.#cancelWakeup(simproc, calls);
    if ((choice -= promise) < 0) return this.#promise(simproc, epoch, program, calls);
    return this.#stray(simproc, epoch, calls);
  }

  /** Without a link, a port wakes up instead. One send in eight ignores the promises. */
  #send(simproc: number, epoch: number, program: RandomProgram, calls: ModelCalls): string {
    const targets = entryAt(this.#targets, simproc);
    if (targets.length === 0) return this.#wake(simproc, epoch, program, false, calls);
    const [node, to] = entryAt(targets, this.#draw(targets.length));
    const { minimumDelay } = entryAt(this.model.simprocs, to);
    const delay = this.#pick(program.delays);
    const earliest =
      minimumDelay === LEAST_DELAY ? Math.max(epoch + delay, nextDouble(epoch)) : epoch + minimumDelay + delay;
    const due = this.#draw(8) === 0 ? earliest : Math.max(earliest, this.#floor(simproc, node, to));
    const payload = this.#draw(65536);
    return this.#record('send', calls.send(node, to, due, payload));
  }

  #wake(simproc: number, epoch: number, { wakeups }: RandomProgram, hard: boolean, calls: ModelCalls): string {
    const answer = calls.wakeup(epoch + this.#pick(wakeups), hard);
    return this.#asked(simproc, hard ? 'hard wakeup' : 'wakeup', answer);
  }

  #asked(simproc: number, call: string, answer: string): string {
    if (answer === 'ok') this.#wakeups[simproc] = (this.#wakeups[simproc] ?? NaN) + 1;
    return this.#record(call, answer);
  }

  #wakeAfter(simproc: number, epoch: number, { delays }: RandomProgram, calls: ModelCalls): string {
    const [delay, hard] = [this.#pick(delays), this.#draw(2) === 0];
    const call = epoch + delay > epoch ? 'wakeup after a delay' : 'wakeup after a delay that vanishes';
    return this.#asked(simproc, hard ? `hard ${call}` : call, calls.wakeupAfter(delay, hard));
  }

  #timer(epoch: number, { delays, wakeups }: RandomProgram, calls: ModelCalls): string {
    const simproc = entryAt(this.#handles, this.#draw(this.#handles.length));
    const payload = this.#draw(65536);
    if (this.#draw(2) === 0)
      return this.#set('timer after a delay', calls.timerAfter(simproc, this.#pick(delays), payload));
    return this.#set('timer', calls.timer(simproc, epoch + this.#pick(wakeups), payload));
  }

  #set(call: string, answer: string): string {
    if (answer === 'ok') this.#timers += 1;
    return this.#record(call, answer);
  }

  #cancel(calls: ModelCalls): string {
    if (this.#timers === 0) return 'no timer';
    return this.#record('cancel', calls.cancel(this.#timers - 1 - this.#draw(Math.min(this.#timers, 4))));
  }

  #cancelWakeup(simproc: number, calls: ModelCalls): string {
    const asked = this.#wakeups[simproc] ?? NaN;
    if (asked === 0) return 'no wakeup';
    return this.#record('cancel wakeup', calls.cancelWakeup(asked - 1 - this.#draw(Math.min(asked, 4))));
  }

  #promise(simproc: number, epoch: number, { delays }: RandomProgram, calls: ModelCalls): string {
    const targets = entryAt(this.#targets, simproc);
    if (targets.length === 0) return 'nobody';
    const [node, to] = entryAt(targets, this.#draw(targets.length));
    const until = Math.max(epoch, this.#floor(simproc, node, to)) + this.#pick(delays);
    const answer = calls.promise(node, to, until);
    if (answer === 'ok') this.#promised.set(`${simproc}:${node}:${to}`, until);
    return this.#record('promise', answer);
  }

  /** Any epoch and, every other time, any node and any simproc; some of these calls are valid. */
  #stray(simproc: number, epoch: number, calls: ModelCalls): string {
    const targets = entryAt(this.#targets, simproc);
    const [node, to] =
      targets.length > 0 && this.#draw(2) === 0
        ? entryAt(targets, this.#draw(targets.length))
        : [this.#draw(this.model.nodes.length), this.#draw(this.model.simprocs.length)];
    const { step } = this.model;
    const near = [epoch, epoch, epoch - step, epoch + step, previousDouble(epoch), nextDouble(epoch), -epoch];
    const odd = [...near, epoch + 8 * step, NaN, Infinity][this.#draw(10)] ?? NaN;
    switch (this.#draw(8)) {
      case 0:
        return this.#asked(simproc, 'stray wakeup', calls.wakeup(odd, this.#draw(2) === 0));
      case 1:
      case 2:
        return this.#record('stray promise', calls.promise(node, to, odd));
      case 3:
        return this.#asked(simproc, 'stray wakeup after a delay', calls.wakeupAfter(odd - epoch, this.#draw(2) === 0));
      case 4:
        return this.#set('stray timer', calls.timer(this.#draw(this.model.simprocs.length), odd, 0));
      case 5:
        return this.#set('stray timer after a delay', calls.timerAfter(to, odd - epoch, 0));
      default:
        return this.#record('stray send', calls.send(node, to, odd, this.#draw(65536)));
    }
  }

  #floor(simproc: number, node: number, to: number): number {
    return Math.max(this.#promised.get(`${simproc}`) ?? 0, this.#promised.get(`${simproc}:${node}:${to}`) ?? 0);
  }

  #record(call: string, answer: string): string {
    this.take(answer);
    return answer === 'ok' ? call : `${call} ${answer}`;
  }

  #take(number: number): void {
    this.#state = (Math.imul(this.#state ^ (number | 0), 0x9e3779b1) + (this.#state >>> 15)) >>> 0;
  }

  #takeTime(time: number): void {
    TIME[0] = time;
    TIME_WORDS.forEach((word) => this.#take(word));
  }

  #draw(bound: number): number {
    this.#draws = (Math.imul(this.#draws, 1664525) + 1013904223) >>> 0;
    return (this.#draws >>> 16) % bound;
  }

  #pick(values: readonly number[]): number {
    return values[this.#draw(values.length)] ?? NaN;
  }
}

/**
 * Maximum number of activations in which a node makes calls: some models never reach a horizon, because their steps are
 * too small.
 */
const STAMINA = 100;
const TIME = new Float64Array(1);
const TIME_WORDS = new Int32Array(TIME.buffer);
