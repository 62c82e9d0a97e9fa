import type { EventBatch } from '../events/event-batch.js';
import { copyPayload } from '../payload/copy-payload.js';
import type { Topology } from '../topology/topology.js';
import type { Observations } from './observations.js';

/** Makes records out of numbers, for observers that are there. */
export class Reporter {
  constructor(
    private readonly topology: Topology,
    private readonly observe: Observations,
  ) {}

  activated(port: number, epoch: number, batch: EventBatch): void {
    const events = Array.from(batch, (event) => ({ ...event, payload: copyPayload(event.payload) }));
    this.observe.activations.emit({ ...this.port(port), epoch, events });
  }

  sent(port: number, epoch: number, targetPort: number, due: number, payload: unknown): void {
    const target = { ...this.port(targetPort), epoch: due };
    this.observe.sends.emit({ ...this.port(port), epoch, target, payload: copyPayload(payload) });
  }

  woken(port: number, epoch: number, until: number, hard: boolean): void {
    this.observe.wakeups.emit({ ...this.port(port), epoch, until, hard });
  }

  /** @param link undefined for a promise to all successors */
  promised(port: number, epoch: number, until: number, link: number | undefined): void {
    const record = { ...this.port(port), epoch, until };
    if (link === undefined) this.observe.promises.emit(record);
    else this.observe.promises.emit({ ...record, target: this.port(this.topology.targetOf(link)) });
  }

  private port(port: number): { node: string; simproc: string } {
    const { topology } = this;
    return { node: topology.nodeName(topology.nodeOf(port)), simproc: topology.simprocName(topology.simprocOf(port)) };
  }
}
