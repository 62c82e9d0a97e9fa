import type { Observations } from '../observation/observations.js';
import type { Reporter } from '../observation/reporter.js';
import type { AdvancePromises } from '../promises/advance-promises.js';
import type { Topology } from '../topology/topology.js';
import { isEpoch } from './is-epoch.js';
import type { ProgramTable } from './program-table.js';
import type { Refusals } from './refusals.js';

/** What promises need from their kernel. */
interface PromiseHost {
  /** The current epoch. */
  readonly epoch: number;
  /** Number of the active port, or -1 when no handler is running. */
  readonly port: number;
  readonly observe: Observations;
  readonly topology: Topology;
  /** Whether a link belongs to a port. */
  leads(from: number, link: number): boolean;
}

/** The parts of a kernel that promises read or change. */
interface PromiseParts {
  readonly promises: AdvancePromises;
  readonly refusals: Refusals;
  readonly reporter: Reporter;
  /** Notifies observers of what the handler did, then resumes the handler. */
  readonly observed: (report: () => void) => void;
}

/** Makes advance promises: those that a handler gives, and those that a `@Promise` method answers. */
export class PromiseCalls {
  constructor(
    private readonly host: PromiseHost,
    private readonly parts: PromiseParts,
  ) {}

  make(link: number, epoch: number): void {
    const { port: from, epoch: now, observe } = this.host;
    const { promises, refusals, reporter, observed } = this.parts;
    if (from < 0) throw refusals.outside('promise');
    if (!this.host.leads(from, link)) throw refusals.undeclared(from, link, now);
    if (!isEpoch(epoch)) throw refusals.epoch(from, now, epoch, 'promise');
    if (epoch < now) throw refusals.promiseTooEarly(from, link, now, epoch);
    const latest = promises.latest(from, link);
    if (epoch < latest) throw refusals.promiseLowered(from, link, now, epoch, latest);
    promises.add(from, link, epoch);
    if (observe.promises.watches(from)) observed(() => reporter.promised(from, now, epoch, link));
  }

  /** Asks the `@Promise` method of a port, if there is one; called after its activation. */
  ask(port: number, programs: ProgramTable): void {
    const { epoch, observe, topology } = this.host;
    const { promises, refusals, reporter } = this.parts;
    const method = programs.promises[topology.tables.kindOf[port]];
    if (method === undefined) return;
    const until = method.call(programs.states[port]);
    if (!isEpoch(until)) throw refusals.epoch(port, epoch, until, '@Promise');
    if (until < epoch) throw refusals.promiseTooEarly(port, undefined, epoch, until);
    const promised = promises.ofPort(port);
    if (until < promised) throw refusals.promiseLowered(port, undefined, epoch, until, promised);
    promises.raisePort(port, until);
    if (observe.promises.watches(port)) reporter.promised(port, epoch, until, undefined);
  }
}
