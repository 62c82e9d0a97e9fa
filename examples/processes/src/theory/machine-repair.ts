import { birthAndDeath, expected } from './birth-and-death.js';

export interface MachinePark {
  readonly machines: number;
  readonly operators: number;
  /** Failure rate of one working machine, per unit of time. */
  readonly failures: number;
  /** Repair rate of one operator, per unit of time. */
  readonly repairs: number;
}

export interface MachineRepair {
  /** Mean number of machines under repair. */
  readonly inRepair: number;
  /** Mean number of machines waiting for an operator. */
  readonly waiting: number;
  /** Mean time that a machine waits. */
  readonly wait: number;
}

/**
 * The machine repairman problem, M/M/c//N. The wait follows by Little's law. L. Kleinrock, "Queueing Systems", vol. 1 (1975),
 * chapter 3.
 */
export function machineRepair({ machines, operators, failures, repairs }: MachinePark): MachineRepair {
  const probabilities = birthAndDeath(
    {
      birth: (down) => (machines - down) * failures,
      death: (down) => Math.min(down, operators) * repairs,
    },
    machines,
  );
  const inRepair = expected(probabilities, (down) => Math.min(down, operators));
  const waiting = expected(probabilities, (down) => Math.max(0, down - operators));
  return { inRepair, waiting, wait: waiting / (inRepair * repairs) };
}
