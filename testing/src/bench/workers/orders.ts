import type { ExchangeReport } from '@disco-engine/kernel';
import type { TransportName } from '@disco-engine/transports';

/** What joins the workers of a round. */
export interface BenchJoin {
  readonly transport: TransportName;
  /** What this worker needs to join. */
  readonly plan: object;
}

/** What the launcher tells a station: a thread or a process that hosts one worker after the other. */
export type Order =
  | {
      readonly kind: 'listen';
      readonly benchmark: string;
      readonly worker: number;
      readonly workers: number;
      /** Undefined for a worker that runs alone. */
      readonly join: BenchJoin | undefined;
      /** Whether bytes are counted, which takes time. */
      readonly counted: boolean;
    }
  | { readonly kind: 'open'; readonly addresses: readonly string[] }
  | { readonly kind: 'go' }
  | { readonly kind: 'leave' };

/** What a station answers. */
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
