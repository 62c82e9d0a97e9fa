import { DiscoError } from '../errors.js';
import type { PayloadFault } from '../payload/check-payload.js';
import type { Topology } from '../topology/topology.js';
import { LEAST_DELAY } from '../topology/topology-spec.js';
import { NO_LINK } from '../topology/topology.js';
import { shownValue } from '../text/shown-value.js';
import { sendAdvice, timerAdvice, wakeupAdvice } from './rounding-advice.js';

/** Builds the errors for what a handler must not do. Kept out of the kernel so that its hot path stays short. */
export class Refusals {
  constructor(private readonly topology: Topology) {}

  outside(call: string): DiscoError {
    return new DiscoError(
      'CALL_OUTSIDE_HANDLER',
      `${call} was called while no handler was running; call it from an @OnEvent method, during its activation`,
    );
  }

  undeclared(port: number, link: number, epoch: number): DiscoError {
    const target = this.target(link);
    return this.error(
      'SEND_UNDECLARED',
      port,
      epoch,
      link,
      `has no link to ${target}; add an edge to the layer, a self relation, or name the simproc in \`sends\` of the handler`,
    );
  }

  epoch(port: number, epoch: number, value: number, call: string): DiscoError {
    return this.error(
      'EPOCH_INVALID',
      port,
      epoch,
      undefined,
      `called ${call} with epoch ${shownValue(value)}; an epoch is a finite number of at least 0`,
    );
  }

  delay(port: number, epoch: number, value: number, call: string): DiscoError {
    return this.error(
      'DELAY_INVALID',
      port,
      epoch,
      undefined,
      `called ${call} with delay ${shownValue(value)}; a delay is a finite number of at least 0`,
    );
  }

  beyondEpochs(port: number, epoch: number, delay: number, call: string): DiscoError {
    return this.error(
      'EPOCH_INVALID',
      port,
      epoch,
      undefined,
      `called ${call} with delay ${delay}, which takes it past the greatest epoch, ${Number.MAX_VALUE}`,
    );
  }

  sendTooEarly(port: number, link: number, epoch: number, due: number, minimumDelay: number): DiscoError {
    const least = minimumDelay === LEAST_DELAY ? 'the least one' : String(minimumDelay);
    const delay = minimumDelay > 0 ? `, and the minimum delay of the layer is ${least}` : '';
    return this.error(
      'SEND_TOO_EARLY',
      port,
      epoch,
      link,
      `sent to ${this.target(link)} for epoch ${due}; the current epoch is ${epoch}${delay}${sendAdvice(epoch, due, minimumDelay)}`,
    );
  }

  promiseBroken(port: number, link: number, epoch: number, due: number, promised: number): DiscoError {
    return this.error(
      'PROMISE_BROKEN',
      port,
      epoch,
      link,
      `sent to ${this.target(link)} for epoch ${due}, but had promised to send nothing before ${promised}`,
    );
  }

  payload(port: number, link: number, epoch: number, { path, what }: PayloadFault): DiscoError {
    return this.error(
      'PAYLOAD_INVALID',
      port,
      epoch,
      link,
      `sent ${this.target(link)} a payload that cannot be transmitted: ${path} is ${what}`,
    );
  }

  wakeupTooEarly(port: number, epoch: number, until: number): DiscoError {
    return this.error(
      'WAKEUP_TOO_EARLY',
      port,
      epoch,
      undefined,
      `asked for a wakeup at epoch ${until}; it must be later than now${wakeupAdvice(epoch, until)}`,
    );
  }

  wakeupForeign(port: number, owner: number, epoch: number): DiscoError {
    return this.error(
      'CALL_OUTSIDE_HANDLER',
      port,
      epoch,
      undefined,
      `tried to cancel a wakeup of ${this.topology.portName(owner)}; only that port may, in its own activation. Use a timer instead`,
    );
  }

  timerTooEarly(port: number, to: number, epoch: number, due: number): DiscoError {
    return this.error(
      'TIMER_TOO_EARLY',
      port,
      epoch,
      ~to,
      `set a timer for ${this.target(~to)} at epoch ${due}; it must be later than now${timerAdvice(epoch, due)}`,
    );
  }

  timerUnhandled(port: number, epoch: number, simproc: string): DiscoError {
    return this.error(
      'TIMER_UNHANDLED',
      port,
      epoch,
      undefined,
      `set a timer for simproc '${simproc}', which the node does not handle; give its class an @OnEvent method for it`,
    );
  }

  timerUndeclared(from: number, to: number, epoch: number): DiscoError {
    const [own, target] = [from, to].map((port) => this.topology.simprocName(this.topology.simprocOf(port)));
    return this.error(
      'TIMER_UNDECLARED',
      from,
      epoch,
      undefined,
      `set a timer for simproc '${target}', but the handler of '${own}' declares its timers without it; add it to ` +
        'the `timers` of the handler, or leave them out',
    );
  }

  timerForeign(port: number, sender: number, epoch: number): DiscoError {
    return this.error(
      'CALL_OUTSIDE_HANDLER',
      port,
      epoch,
      undefined,
      `tried to cancel a timer of ${this.topology.portName(sender)}; only handlers of the node that set it may`,
    );
  }

  promiseTooEarly(port: number, link: number | undefined, epoch: number, until: number): DiscoError {
    const target = link === undefined ? 'all successors' : this.target(link);
    return this.error(
      'PROMISE_TOO_EARLY',
      port,
      epoch,
      link,
      `promised ${target} nothing before epoch ${until}, which is in the past`,
    );
  }

  promiseLowered(port: number, link: number | undefined, epoch: number, until: number, promised: number): DiscoError {
    const target = link === undefined ? 'all successors' : this.target(link);
    return this.error(
      'PROMISE_LOWERED',
      port,
      epoch,
      link,
      `promised ${target} nothing before epoch ${until}, below its earlier promise of ${promised}`,
    );
  }

  /**
   * Handles the promise of an asynchronous handler here, so that its rejection does not surface later somewhere else.
   */
  returned(port: number, epoch: number, result: unknown): DiscoError {
    if (result instanceof Promise) result.catch(() => {});
    return this.error(
      'HANDLER_RETURNED',
      port,
      epoch,
      undefined,
      'returned a value from its handler; a handler is synchronous and returns nothing (is it async?)',
    );
  }

  failed(port: number, epoch: number, batchSize: number, cause: unknown): DiscoError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const events = batchSize === 1 ? '1 event' : `${batchSize} events`;
    return new DiscoError(
      'HANDLER_FAILED',
      `${this.topology.portName(port)} failed at epoch ${epoch} with ${events}: ${reason}`,
      this.place(port, epoch),
      {
        cause,
      },
    );
  }

  private error(code: string, port: number, epoch: number, link: number | undefined, what: string): DiscoError {
    const place = this.place(port, epoch);
    const message = `${this.topology.portName(port)} at epoch ${epoch} ${what}`;
    return new DiscoError(code, message, link === undefined ? place : { ...place, target: this.target(link) });
  }

  private place(port: number, epoch: number): { node: string; simproc: string; epoch: number } {
    const { topology } = this;
    return {
      node: topology.nodeName(topology.nodeOf(port)),
      simproc: topology.simprocName(topology.simprocOf(port)),
      epoch,
    };
  }

  private target(link: number): string {
    const { topology } = this;
    if (link === NO_LINK) return 'that port';
    const port = link < 0 ? ~link : topology.tables.linkTargets[link];
    return port >= 0 && port < topology.portCount ? topology.portName(port) : 'that port';
  }
}
