import { DiscoError, ObservationPoint, type Transport } from '@disco-engine/kernel';
import { systemClock, type Clock } from '@disco-engine/transports/clock';
import type { Command, Replies, StateReport, StepEnd } from './commands.js';
import { HostedRun } from './hosted-run.js';
import { NO_WORK, withPart } from './work-totals.js';
import type { PartFigures, RunPart } from './run-part.js';
import type { RunSpec, TransportSpec } from './run-spec.js';
import { StateMachine } from './state-machine.js';
import { INGRESS_STATES, type Transition, type WorkerState } from './worker-state.js';

/** The components of a worker, which its host chooses. */
export interface WorkerOptions {
  readonly makeTransport: (spec: TransportSpec) => Promise<Transport>;
  readonly makePart: (spec: RunSpec, transport: Transport) => Promise<RunPart>;
  /** Limits how often progress is reported. Default: the clock of this machine. */
  readonly clock?: Clock | undefined;
}

/**
 * Hosts runs, any number of them, one at a time. Its state belongs to this object alone, and changes on the thread that
 * steps; everybody else sends commands and observes transitions.
 *
 * A run that fails rejects the command that stepped it, and leaves the worker `AVAILABLE`.
 *
 * @example
 * const worker = new Worker({ makeTransport, makePart });
 * worker.open();
 * const { address } = await worker.execute({ command: 'reserve', transport: { kind: 'own', lostAfter: 10_000 } });
 */
export class Worker {
  /** Progress of the run, at most ten times a second while it steps. */
  readonly progress = new ObservationPoint<PartFigures>(() => {});
  readonly #machine = new StateMachine();
  #run: HostedRun | undefined;
  #stepping: Promise<unknown> = Promise.resolve();
  #ending: Promise<void> | undefined;
  /** What it has done in runs that are over. */
  #past = NO_WORK;

  constructor(private readonly options: WorkerOptions) {}

  get state(): WorkerState {
    return this.#machine.state;
  }

  /** Emits every change of state after it has happened. */
  get transitions(): ObservationPoint<Transition> {
    return this.#machine.transitions;
  }

  /** Makes the worker `AVAILABLE`. */
  open(): void {
    this.#machine.require('open');
    this.#machine.enter('AVAILABLE', 'open');
  }

  /**
   * Executes a command; the reply depends on the command.
   *
   * @throws DiscoError `WORKER_STATE_WRONG` if the worker does not accept the command in its state; the error that
   * ended the run
   */
  async execute<C extends Command>(command: C): Promise<Replies[C['command']]> {
    this.#machine.require(command.command);
    // The switch below returns what `Replies` says for each command, which the compiler cannot follow through a
    // generic.
    return this.#reply(command) as Promise<Replies[C['command']]>;
  }

  async #reply(command: Command): Promise<Replies[Command['command']]> {
    switch (command.command) {
      case 'reserve':
        return this.#reserve(command.transport);
      case 'initialize':
        return this.#initialize(command.spec);
      case 'start':
      case 'resume':
        return this.#step(command.command, command.until);
      case 'pause':
        return this.#pause();
      case 'align':
        return this.#align(command.until);
      case 'collect':
        return this.#hosted().part.collect(command.name, command.argument);
      case 'look':
        return this.#hosted().part.look(command.request);
      case 'report':
        return this.#hosted().part.report();
      case 'log':
        return this.#endLog(command.end);
      case 'terminate':
        return this.#end('terminate');
      case 'exit':
        return this.#exit();
      case 'state':
        return this.#stateReport();
    }
  }

  async #reserve(transport: TransportSpec): Promise<Replies['reserve']> {
    this.#machine.enter('RESERVED', 'reserve');
    const run = new HostedRun(this.options.clock ?? systemClock, () => this.#machine.isIn(INGRESS_STATES));
    this.#run = run;
    return this.#orEnd(() => run.reserve(() => this.options.makeTransport(transport)));
  }

  async #initialize(spec: RunSpec): Promise<Replies['initialize']> {
    const run = this.#hosted();
    this.#machine.enter('INITIALIZING', 'initialize');
    return this.#orEnd(async () => {
      await run.initialize((transport) => this.options.makePart(spec, transport));
      this.#machine.enter('READY', 'initialize');
      return { nodes: run.part.report().nodes };
    });
  }

  async #step(command: 'start' | 'resume', until: number): Promise<StepEnd> {
    const run = this.#hosted();
    this.#machine.enter('ACTIVE', command);
    const stepping = this.#orEnd(async () => {
      const end = await run.step(until, (figures) => this.progress.emit(figures));
      if (end === 'horizon') this.#machine.enter('READY', command);
      return end;
    });
    this.#stepping = stepping;
    return stepping;
  }

  async #pause(): Promise<PartFigures> {
    const run = this.#hosted();
    run.halt();
    await this.#stepping.catch(() => undefined);
    // The run may have failed or been ended before it could be stopped.
    this.#machine.require('pause');
    this.#machine.enter('PAUSED', 'pause');
    return run.part.figures();
  }

  async #align(until: number): Promise<PartFigures> {
    const run = this.#hosted();
    this.#machine.enter('ACTIVE', 'align');
    return this.#orEnd(async () => {
      const end = await run.step(until, () => {});
      if (end === 'horizon') this.#machine.enter('PAUSED', 'align');
      return run.part.figures();
    });
  }

  async #endLog(end: number): Promise<Replies['log']> {
    const run = this.#hosted();
    return this.#orEnd(() => run.endLog(end));
  }

  /** Ends the run if an action fails: the error goes to the sender of the command while the run is being released. */
  async #orEnd<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      void this.#end(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  #end(reason: string): Promise<void> {
    this.#ending ??= this.#giveBack(reason).finally(() => (this.#ending = undefined));
    return this.#ending;
  }

  async #giveBack(reason: string): Promise<void> {
    const run = this.#run;
    if (run === undefined) return;
    this.#machine.enter('TERMINATED', 'terminate', reason);
    try {
      await run.dispose();
      this.#machine.enter('AVAILABLE', 'terminate');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#machine.enter('BROKEN', 'terminate', `the resources of the run could not be released: ${why}`);
    } finally {
      const part = run.partIfMade;
      if (part !== undefined) this.#past = withPart(this.#past, part.figures(), part.standing());
      this.#run = undefined;
    }
  }

  async #exit(): Promise<undefined> {
    await this.#end('exit');
    if (this.state !== 'EXITED') this.#machine.enter('EXITED', 'exit');
    this.transitions.complete();
    this.progress.complete();
    return undefined;
  }

  #stateReport(): StateReport {
    const run = this.#run;
    const part = run?.partIfMade;
    if (part === undefined) return { state: this.state, brokenLinks: run?.brokenLinks, totals: this.#past };
    const [figures, standing] = [part.figures(), part.standing()];
    return {
      state: this.state,
      figures,
      waitsFor: part.waitsFor(),
      ...standing,
      brokenLinks: run?.brokenLinks,
      totals: withPart(this.#past, figures, standing),
    };
  }

  #hosted(): HostedRun {
    if (this.#run === undefined)
      throw new DiscoError('WORKER_STATE_WRONG', `the worker is ${this.state} and has no run`);
    return this.#run;
  }
}
