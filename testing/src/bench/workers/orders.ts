import type { ExchangeReport } from '@disco-engine/kernel';
import type { TransportName } from '@disco-engine/transports';

/** Connects the workers of a round. */
export interface BenchJoin {
  readonly transport: TransportName;
  /** What this worker needs to join. */
  readonly plan: object;
}

/** An order to a station: a thread or process that hosts one worker after another. */
export type Order =
  | {
      readonly kind: 'listen';
      readonly benchmark: string;
      readonly worker: number;
      readonly workers: number;
      /** Undefined for a worker that runs alone. */
      readonly join: BenchJoin | undefined;
      /** Whether to count bytes, which takes time. */
      readonly counted: boolean;
      /** For the benchmark's seats. */
      readonly prepared: unknown;
    }
  | { readonly kind: 'open'; readonly addresses: readonly string[] }
  | { readonly kind: 'go' }
  | { readonly kind: 'leave' };

/** A station's answer. */
export type Answer =
  | { readonly kind: 'listening'; readonly address: string }
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'done';
      readonly events: number;
      readonly bytes: number;
      readonly report: ExchangeReport | undefined;
    }
  | { readonly kind: 'left' }
  | { readonly kind: 'failed'; readonly error: string };
