import { type Receiver, type Seat, type TransportEndpoint, DiscoError, Transport } from '@disco-engine/kernel';
import type { PartFigures, PartReport, RunPart, StepOptions } from '../../src/worker/run-part.js';
import type { PartLogReport } from '../../src/worker/part-log.js';
import type { NodeFigures } from '../../src/worker/node-look.js';
import type { RunSpec } from '../../src/worker/run-spec.js';
import { standingOf, type PartStanding } from '../../src/worker/part-standing.js';

/** A part that steps for as long as the test wants: each call of `run` ends with `finish`, `fail` or the signal. */
export class FakePart implements RunPart {
  epoch = 0;
  disposed = 0;
  isWriting = false;
  disposal: () => Promise<void> = async () => {};
  finish: () => void = () => {};
  fail: (error: Error) => void = () => {};
  tellProgress: () => void = () => {};

  run({ until, signal, onProgress }: StepOptions): Promise<void> {
    this.tellProgress = onProgress;
    return new Promise((resolve, reject) => {
      this.fail = reject;
      this.finish = () => {
        this.epoch = until;
        resolve();
      };
      signal.addEventListener('abort', () => reject(new DiscoError('RUN_ABORTED', 'stopped')));
    });
  }

  figures(): PartFigures {
    return { epoch: this.epoch, activations: 2, events: 1 };
  }

  report(): PartReport {
    return { ...this.figures(), nodes: 3, pendingEvents: 5, digestPart: '0000000000000000' };
  }

  standing(): PartStanding {
    return { ...standingOf(undefined, 5), waits: { blockedMilliseconds: 12 } };
  }

  waitsFor(): string {
    return 'the test';
  }

  look(): NodeFigures {
    return { channels: [], values: [] };
  }

  collect(name: string): unknown {
    return `${name} at ${this.epoch}`;
  }

  /** Ends on the signal, after a while. */
  endLog(_: number, signal: AbortSignal): Promise<PartLogReport> {
    this.isWriting = true;
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () =>
        setTimeout(() => {
          this.isWriting = false;
          reject(signal.reason as Error);
        }, 20),
      ),
    );
  }

  async dispose(): Promise<void> {
    this.disposed += 1;
    if (this.isWriting) throw new Error('its log is still being written');
    await this.disposal();
  }
}

/** A transport whose far side is the test. */
export class FakeTransport extends Transport {
  override readonly name = 'fake';
  receiver: Receiver | undefined;
  closings = 0;
  /** Messages that reached the receiver. */
  received = 0;
  readonly counter: Receiver = { message: () => (this.received += 1), failed: () => {} };

  override async listen(): Promise<string> {
    return 'fake:0';
  }

  override async open(_: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    this.receiver = receiver;
    return { send: () => {}, close: async () => {} };
  }

  async close(): Promise<void> {
    this.closings += 1;
  }
}

export const SPEC: RunSpec = {
  model: { module: 'model.js', export: 'Model' },
  scenario: {
    name: '',
    keys: [],
    weights: new Float64Array(),
    labels: { names: [], starts: Int32Array.of(0), labels: new Int32Array() },
    layers: [],
    nodeTypes: [],
    typeOf: new Uint16Array(),
    vertices: [],
    edges: [],
  },
  worker: 0,
  workers: 1,
  addresses: ['fake:0'],
};
