import { Transport } from '@disco-engine/kernel';
import { DiscoError, Simulation } from '@disco-engine/sdk';
import { refuseOtherCode } from '../code/refuse-other-code.js';
import { codeOfModule, loadModule, modelClassOf } from './model-modules.js';
import { receivedPlacement } from './received-placement.js';
import { NodeLook, type LookRequest, type NodeFigures } from './node-look.js';
import { PartLog, type PartLogReport } from './part-log.js';
import type { PartFigures, PartReport, RunPart, StepOptions } from './run-part.js';
import type { ModelModules, RunSpec } from './run-spec.js';
import { scenarioOf } from './scenario-of.js';
import { standingOf, type PartStanding } from './part-standing.js';

/** The part of a run that is a partition of a `Simulation`. */
export class SimulationPart implements RunPart {
  #look: NodeLook | undefined;

  private constructor(
    private readonly simulation: Simulation,
    private readonly spec: RunSpec,
    private readonly module: Readonly<Record<string, unknown>>,
    private readonly log: PartLog | undefined,
  ) {}

  /**
   * @param mayLoad whether the launcher may have files on this machine opened: only one that started the worker may
   * @throws DiscoError `LOG_REFUSED`, `CODE_DIFFERS`, `MODEL_UNKNOWN`, `MODEL_FAILED`; errors of `scenarioOf` and `Simulation.create`
   */
  static async create(
    modules: ModelModules,
    spec: RunSpec,
    transport: Transport,
    mayLoad: boolean,
  ): Promise<SimulationPart> {
    const { model, scenario, placement, code: expected, log: logSpec, worker, workers, addresses, ...settings } = spec;
    if (logSpec?.spool !== undefined && !mayLoad) throw logRefused(logSpec.spool);
    const log = logSpec && (await PartLog.open(logSpec));
    const module = await loadModule(modules, model.module);
    // A launcher gives the workers that it starts the same file; workers started by others have their own.
    const isCompared = !mayLoad && (workers > 1 || expected !== undefined);
    const code = isCompared ? await codeOfModule(modules, model.module) : undefined;
    if (expected !== undefined && code !== undefined) refuseOtherCode(expected, code);
    const simulation = await Simulation.create(modelClassOf(module, model), {
      scenario: await scenarioOf(scenario, mayLoad),
      ...settings,
      placement: placement && (await receivedPlacement(placement)),
      log: log?.options,
      providers: [{ token: Transport, useValue: transport }],
      partition: { worker, workers, addresses, code },
    });
    return new SimulationPart(simulation, spec, module, log);
  }

  get epoch(): number {
    return this.simulation.epoch;
  }

  async run(options: StepOptions): Promise<void> {
    await this.simulation.run(options);
  }

  figures(): PartFigures {
    const { epoch, activationCount: activations, eventCount: events } = this.simulation;
    return { epoch, activations, events };
  }

  report(): PartReport {
    const { nodeNames, digest, exchangeReports } = this.simulation;
    const { pendingEvents } = this.standing();
    const nodes = nodeNames.length;
    return { ...this.figures(), nodes, pendingEvents, digestPart: digest, exchange: exchangeReports[0] };
  }

  waitsFor(): string | undefined {
    return this.simulation.waitsFor;
  }

  standing(): PartStanding {
    return standingOf(this.simulation.exchangeReports[0], this.simulation.pendingEventCount);
  }

  look(request: LookRequest): NodeFigures {
    this.#look ??= new NodeLook(this.simulation);
    return this.#look.now(request);
  }

  collect(name: string, argument?: unknown): unknown {
    const { module, spec } = this;
    const exported = module[name];
    if (typeof exported === 'function')
      return plain(
        name,
        (exported as (simulation: Simulation, argument: unknown) => unknown)(this.simulation, argument),
      );
    const known = Object.keys(module).join(', ') || 'nothing';
    const why = `module '${spec.model.module}' exports no function '${name}' to call with 'collect'; it exports: ${known}`;
    throw new DiscoError('COLLECT_UNKNOWN', why);
  }

  async endLog(end: number, signal: AbortSignal): Promise<PartLogReport> {
    return (await this.log?.end(this.simulation, end, signal)) ?? { channels: [], failure: undefined };
  }

  async dispose(): Promise<void> {
    try {
      await this.simulation.dispose();
    } finally {
      this.log?.remove();
    }
  }
}

function logRefused(file: string): DiscoError {
  const message = `this worker does not write files for its launcher, which asked for ${file}; log without a file, or launch workers there`;
  return new DiscoError('LOG_REFUSED', message);
}

/** The result of `collect` may go to another thread or process, so it must always be plain data. */
function plain(name: string, value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError(
      'COLLECT_INVALID',
      `'${name}' returned something other than plain data: ${reason}`,
      {},
      { cause },
    );
  }
}
