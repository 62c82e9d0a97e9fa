import type { Clock } from '@disco-engine/transports/clock';
import type { WorkerEvent, WorkerLog } from '../log/worker-event.js';
import type { Answer } from '../messages/message.js';
import type { Command, Replies, StateReport } from '../worker/commands.js';
import type { RunSpec } from '../worker/run-spec.js';
import type { Transition } from '../worker/worker-state.js';

/** Follows the runs of a standing worker by what its launchers and its thread say, and logs them. */
export class RunJournal {
  #run: RunRecord | undefined;

  constructor(
    private readonly log: WorkerLog,
    private readonly clock: Clock,
  ) {}

  /** Whether the worker belongs to a run. */
  get hasRun(): boolean {
    return this.#run !== undefined;
  }

  /** A command of the launcher was passed on to the thread. */
  asked(command: Command): void {
    if (command.command === 'initialize' && this.#run !== undefined) this.#run.spec = command.spec;
  }

  /** The thread has answered a command of the launcher. */
  answered(command: keyof Replies, answer: Exclude<Answer, { notice: string }>): void {
    const run = this.#run;
    if (run === undefined || !('value' in answer)) return;
    if ((command === 'start' || command === 'resume') && answer.value === 'horizon') run.isComplete = true;
    if (command === 'state') this.#lookAtLinks(run, answer.value as StateReport);
  }

  launcherGone(): void {
    if (this.#run !== undefined) this.#run.isAbandoned = true;
  }

  moved({ from, to, reason }: Transition): void {
    if (to === 'RESERVED') {
      this.#run = new RunRecord(this.clock);
      this.#tell('info', 'run-reserved', 'reserved for a run');
    }
    const run = this.#run;
    if (run === undefined) return;
    if (from === 'INITIALIZING' && to === 'READY')
      this.#tell('debug', 'run-initialized', `made its part of ${run.name}`);
    if (from === 'READY' && to === 'ACTIVE') this.#tell('info', 'run-started', `started ${run.name}`);
    if (to === 'PAUSED') this.#tell('debug', 'run-paused', `paused ${run.name}`);
    if (from === 'PAUSED' && to === 'ACTIVE') this.#tell('debug', 'run-resumed', `goes on with ${run.name}`);
    if (to === 'TERMINATED') this.#ended(run, reason ?? '');
    if (to === 'AVAILABLE' || to === 'EXITED' || to === 'BROKEN') this.#run = undefined;
  }

  /** The thread is gone, and its run with it. */
  lost(reason: string): void {
    const run = this.#run;
    if (run !== undefined && !run.hasEnded) this.#ended(run, reason);
    this.#run = undefined;
  }

  #ended(run: RunRecord, reason: string): void {
    run.hasEnded = true;
    const told = ENDED_BY.get(reason);
    const why = run.isComplete ? 'it reached its horizon' : (told?.(run) ?? reason);
    const level = run.isComplete || (told !== undefined && !run.isAbandoned) ? 'info' : 'warn';
    this.#tell(level, 'run-ended', `ended ${run.name} after ${run.milliseconds} ms: ${why}`, {
      reason: why,
      milliseconds: run.milliseconds,
    });
  }

  #lookAtLinks(run: RunRecord, { brokenLinks = [] }: StateReport): void {
    const broken = new Map(brokenLinks.map((link) => [link.worker, link]));
    for (const [worker, { address = '', milliseconds, reason }] of broken) {
      if (run.brokenLinks.has(worker)) continue;
      const to = address === '' ? `worker ${worker}` : `worker ${worker} at ${address}`;
      const message = `the connection to ${to} is broken for ${milliseconds} ms: ${reason}`;
      this.#tell('warn', 'link-broken', message, { to: worker, address, milliseconds, reason });
    }
    for (const worker of run.brokenLinks)
      if (!broken.has(worker))
        this.#tell('info', 'link-restored', `the connection to worker ${worker} is restored`, { to: worker });
    run.brokenLinks = new Set(broken.keys());
  }

  #tell(
    level: WorkerEvent['level'],
    event: WorkerEvent['event'],
    message: string,
    details: WorkerEvent['details'] = {},
  ): void {
    this.log({ level, event, message, details: { ...this.#run?.details, ...details } });
  }
}

/** Why a run has ended, by the command that ended it; any other reason of a transition is an error. */
const ENDED_BY = new Map<string, (run: RunRecord) => string>([
  ['terminate', ({ isAbandoned }) => (isAbandoned ? 'its launcher is gone' : 'its launcher ended it')],
  ['exit', () => 'the worker is ending'],
]);

/** What is known about the present run. */
class RunRecord {
  spec: RunSpec | undefined;
  isComplete = false;
  isAbandoned = false;
  hasEnded = false;
  /** The workers to which the connection is known to be broken. */
  brokenLinks: ReadonlySet<number> = new Set();
  readonly #began: number;

  constructor(private readonly clock: Clock) {
    this.#began = clock.now();
  }

  get milliseconds(): number {
    return Math.round(this.clock.now() - this.#began);
  }

  get name(): string {
    const { details } = this;
    if (this.spec === undefined) return 'a run';
    return `the run of ${details['model']} on '${details['scenario']}' as worker ${details['worker']} of ${details['workers']}`;
  }

  get details(): WorkerEvent['details'] {
    if (this.spec === undefined) return {};
    const { model, scenario, worker, workers } = this.spec;
    const name = 'store' in scenario ? `${scenario.id} version ${scenario.version}` : scenario.name;
    return { model: `${model.module}#${model.export}`, scenario: name, worker, workers };
  }
}
