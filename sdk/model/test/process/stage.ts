import {
  NodeContext,
  Processes,
  ScenarioBuilder,
  simproc,
  Simulation,
  type RunningProcess,
  type Simproc,
  type Steps,
} from '@disco-engine/sdk';
import { Node } from '../../src/model/node-decorator.js';
import { OnInit } from '../../src/model/method-decorators.js';
import { modelOf } from '../model-of.js';

const work: Simproc<unknown> = simproc('work');

/** What processes report on a stage. */
export interface Play {
  readonly processes: Processes;
  readonly context: NodeContext;
  /** Notes a text with the epoch. */
  tell(what: string): void;
  /** Starts a process. */
  run<Value>(steps: () => Steps<Value>, name?: string): RunningProcess<Value>;
}

/**
 * Runs processes of one node, up to its end or to epoch 1000.
 *
 * @param begin starts them, before epoch 0
 * @returns what they have noted, each as `EPOCH TEXT`
 */
export async function perform(begin: (play: Play) => void, until = 1000): Promise<string[]> {
  const told: string[] = [];

  @Node('stage', { processes: 'work' })
  class Stage implements Play {
    constructor(
      readonly context: NodeContext,
      readonly processes: Processes,
    ) {}

    @OnInit()
    begin(): void {
      begin(this);
    }

    run<Value>(steps: () => Steps<Value>, name?: string): RunningProcess<Value> {
      return this.processes.start(steps(), name);
    }

    tell(what: string): void {
      told.push(`${this.context.epoch} ${what}`);
    }
  }

  const scenario = new ScenarioBuilder('one').vertex('stage', 'a').build();
  const simulation = await Simulation.create(modelOf({ simprocs: [work], nodes: [Stage] }), { scenario });
  try {
    simulation.until(until);
  } finally {
    await simulation.dispose();
  }
  return told;
}
