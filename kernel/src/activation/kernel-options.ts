import type { DigestLevel } from '../digest/digest.js';
import type { ExchangeOptions } from '../exchange/exchange.js';
import type { Partition } from '../exchange/partition.js';
import type { SteppingChoice } from '../windows/stepping.js';

export interface KernelOptions extends ExchangeOptions {
  /** `full` by default. */
  readonly digest?: DigestLevel | undefined;
  /** `strict` checks and seals every payload when it is sent; `trusted`, the default, passes it on as it is. */
  readonly payloads?: 'strict' | 'trusted' | undefined;
  /** Which nodes this worker runs, if there are others. Payloads sent to other workers are always checked. */
  readonly partition?: Partition | undefined;
  /** @internal How to perform activations; `auto` by default. For tests: no result depends on it. */
  readonly stepping?: SteppingChoice | undefined;
}

/**
 * Why a call of `advance` returned: it reached the horizon; it reached the limit, or stopped early because much is
 * waiting to be sent to other workers; nothing can happen any more; or it cannot continue until it hears from other
 * workers.
 */
export type AdvanceEnd = 'horizon' | 'limit' | 'finished' | 'blocked';
