import { entryAt } from '../entry-at.js';
import type { EventBatch, ReceivedEvent } from '../events/event-batch.js';
import { copyPayload } from '../payload/copy-payload.js';
import type { Topology } from '../topology/topology.js';
import type { Observations } from './observations.js';

/** Turns numbers into records for the observers that are listening. */
export class Reporter {
  private readonly nodes: readonly string[];
  private readonly simprocs: readonly string[];

  constructor(
    private readonly topology: Topology,
    private readonly observe: Observations,
  ) {
    this.nodes = topology.tables.nodes;
    this.simprocs = topology.tables.simprocs.map(({ name }) => name);
  }

  activated(port: number, epoch: number, batch: EventBatch): void {
    const events: ReceivedEvent[] = [];
    for (let i = 0; i < batch.size; i++) events.push(batch.at(i, copyPayload(batch.payload(i))));
    this.observe.activations.emit({ node: this.node(port), simproc: this.simproc(port), epoch, events }, port);
  }

  sent(port: number, epoch: number, targetPort: number, due: number, payload: unknown): void {
    const target = { node: this.node(targetPort), simproc: this.simproc(targetPort), epoch: due };
    const record = { node: this.node(port), simproc: this.simproc(port), epoch, target, payload: copyPayload(payload) };
    this.observe.sends.emit(record, port);
  }

  woken(port: number, epoch: number, until: number, hard: boolean): void {
    this.observe.wakeups.emit({ ...this.port(port), epoch, until, hard }, port);
  }

  wakeupCanceled(port: number, epoch: number, until: number): void {
    this.observe.wakeups.emit({ ...this.port(port), epoch, until, hard: false, canceled: true }, port);
  }

  timer(port: number, epoch: number, to: number, until: number, payload: unknown): void {
    const timer = this.topology.simprocName(this.topology.simprocOf(to));
    this.observe.timers.emit({ ...this.port(port), epoch, timer, until, payload: copyPayload(payload) }, port);
  }

  timerCanceled(port: number, epoch: number, to: number, until: number): void {
    const timer = this.topology.simprocName(this.topology.simprocOf(to));
    this.observe.timers.emit({ ...this.port(port), epoch, timer, until, canceled: true }, port);
  }

  /** @param link undefined for a promise to all successors */
  promised(port: number, epoch: number, until: number, link: number | undefined): void {
    const record = { ...this.port(port), epoch, until };
    if (link === undefined) this.observe.promises.emit(record, port);
    else this.observe.promises.emit({ ...record, target: this.port(this.topology.targetOf(link)) }, port);
  }

  private port(port: number): { node: string; simproc: string } {
    return { node: this.node(port), simproc: this.simproc(port) };
  }

  private node(port: number): string {
    return entryAt(this.nodes, (port / this.simprocs.length) | 0);
  }

  private simproc(port: number): string {
    return entryAt(this.simprocs, port % this.simprocs.length);
  }
}
