import type {
  ActivationRecord,
  PromiseRecord,
  RunStateRecord,
  SendRecord,
  TimerRecord,
  WakeupRecord,
} from '@disco-engine/kernel';
import type { LogPoint } from '../logging/observable-log.js';

/** The records of the observation points of a `Simulation`, and of the `points` of an `ObservableLog`. */
export type ObservedRecord =
  ActivationRecord | SendRecord | WakeupRecord | TimerRecord | PromiseRecord | RunStateRecord | LogPoint;

/** The kind of a record, in one word. */
export type RecordKind = 'activation' | 'send' | 'wakeup' | 'timer' | 'promise' | 'state' | 'point';

/** Records carry no kind, so that the kernel need not set one; each kind has a distinguishing field. */
export function kindOf(record: ObservedRecord): RecordKind {
  if ('events' in record) return 'activation';
  if ('timer' in record) return 'timer';
  if ('payload' in record) return 'send';
  if ('hard' in record) return 'wakeup';
  if ('until' in record) return 'promise';
  return 'state' in record ? 'state' : 'point';
}
