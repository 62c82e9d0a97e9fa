import type { ExchangeReport } from '@disco-engine/kernel';
import type { SharedMemoryArea } from '@disco-engine/transports';

/** The transports that are measured; `none` for a worker that runs alone. */
export type BenchTransport = 'none' | 'shared-memory' | 'ws' | 'grpc';

/** What the launcher tells a station: a thread or a process that hosts one worker after the other. */
export type Order =
  | {
      readonly kind: 'listen';
      readonly benchmark: string;
      readonly worker: number;
      readonly workers: number;
      readonly transport: BenchTransport;
      readonly area?: SharedMemoryArea | undefined;
      /** Where to listen. */
      readonly listen?: string | undefined;
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
