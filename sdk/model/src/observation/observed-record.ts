import type {
  ActivationRecord,
  PromiseRecord,
  RunStateRecord,
  SendRecord,
  TimerRecord,
  WakeupRecord,
} from '@disco-engine/kernel';
import type { LogPoint } from '../logging/observable-log.js';

/** What the observation points of a `Simulation` tell, and the `points` of an `ObservableLog`. */
export type ObservedRecord =
  ActivationRecord | SendRecord | WakeupRecord | TimerRecord | PromiseRecord | RunStateRecord | LogPoint;

/** What a record tells of, in one word. */
export type RecordKind = 'activation' | 'send' | 'wakeup' | 'timer' | 'promise' | 'state' | 'point';

/** Records carry no kind, so that the kernel pays for none; each has fields that no other has. */
export function kindOf(record: ObservedRecord): RecordKind {
  if ('events' in record) return 'activation';
  if ('timer' in record) return 'timer';
  if ('payload' in record) return 'send';
  if ('hard' in record) return 'wakeup';
  if ('until' in record) return 'promise';
  return 'state' in record ? 'state' : 'point';
}
