import { entryAt, type ActivationContext, type EventBatch, type Handler, type Kernel } from '@disco-engine/kernel';
import { Processes } from '@disco-engine/sdk';
import type { ModelActivation, ModelCalls, ModelEvent } from './model-outcome.js';
import type { ProgramNode } from './program-node.js';
import { ProgramProcesses } from './program-processes.js';
import type { RandomModel, RandomProcesses } from './random-model.js';

/** What processes need from their host. */
export interface ProcessKernel extends Pick<
  Kernel,
  'epoch' | 'port' | 'hasWakeup' | 'cancelWakeup' | 'wakeup' | 'wake'
> {
  readonly topology: Pick<Kernel['topology'], 'nodeName' | 'port' | 'simprocName'>;
}

/** Runs the processes of one node of a random model alongside its handlers, as the SDK does. */
export class ProcessHost {
  readonly #processes: ProgramProcesses;
  readonly #handlers: readonly Handler[];
  #own: (() => ModelActivation) | undefined;
  #made: ModelActivation | undefined;

  /** @param node its number in `kernel` */
  constructor(
    model: RandomModel,
    plan: RandomProcesses,
    private readonly program: ProgramNode,
    { kernel, node, calls }: { readonly kernel: ProcessKernel; readonly node: number; readonly calls: ModelCalls },
  ) {
    const { port: simproc, isShared, receives } = plan;
    const support = Processes.processSupport;
    const place = { kernel: kernel as Kernel, node, simproc, isShared, receives };
    const processes = support.make(place, { prototype: {} }, () => undefined) as Processes;
    support.keep(this, processes);
    const handler = function (this: ProcessHost): void {
      this.#made = this.#own?.();
      this.#processes.poke();
    } as unknown as Handler;
    this.#handlers = model.simprocs.map((_, index) => {
      const own = index === simproc && !isShared ? undefined : handler;
      const receiving = receives.includes(index) ? support.receiving(own, index) : own;
      return (index === simproc ? support.stepping(receiving) : support.settling(receiving)) ?? handler;
    });
    this.#processes = new ProgramProcesses(program, {
      plan,
      program: entryAt(program.programs, simproc),
      processes,
      calls,
      epoch: () => kernel.epoch,
      simprocs: receives.map((index) => entryAt(model.simprocs, index).name),
    });
  }

  /** @param own what the node itself does */
  activate(simproc: number, epoch: number, batch: readonly ModelEvent[], own: () => ModelActivation): ModelActivation {
    this.#own = own;
    this.#made = undefined;
    const events = Object.assign([...batch], { size: batch.length }) as unknown as EventBatch;
    entryAt(this.#handlers, simproc).call(this as never, events, undefined as unknown as ActivationContext);
    const { name, state } = this.program;
    const made: ModelActivation = this.#made ?? { node: name, simproc, epoch, batch, calls: [], state };
    return { ...made, calls: [...made.calls, ...this.#processes.takeNotes()], state };
  }
}
