import type { DigestLevel } from '../digest/digest.js';
import type { ExchangeOptions } from '../exchange/exchange.js';
import type { Partition } from '../exchange/partition.js';

export interface KernelOptions extends ExchangeOptions {
  /** `full` by default. */
  readonly digest?: DigestLevel | undefined;
  /** `strict` checks and seals every payload at send; `trusted`, the default, hands it over as it is. */
  readonly payloads?: 'strict' | 'trusted' | undefined;
  /** Which nodes are on this worker, where there are others. Payloads that go to those are always checked. */
  readonly partition?: Partition | undefined;
}

/**
 * Why a call of `advance` ended: at the horizon; at the limit, or earlier because there is much to tell to other workers;
 * because nothing can happen any more; or because only news from other workers can let it go on.
 */
export type AdvanceEnd = 'horizon' | 'limit' | 'finished' | 'blocked';
