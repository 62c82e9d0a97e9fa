/** How much an event matters, from most to least. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What a standing worker can report. */
export type WorkerEventName =
  | 'listening'
  | 'launcher-admitted'
  | 'launcher-gone'
  | 'launcher-refused'
  | 'strangers'
  | 'scenario-found'
  | 'scenario-unusable'
  | 'run-reserved'
  | 'run-initialized'
  | 'run-started'
  | 'run-paused'
  | 'run-resumed'
  | 'run-ended'
  | 'link-broken'
  | 'link-restored'
  | 'handler-busy'
  | 'thread-replaced'
  | 'draining'
  | 'drained'
  | 'broken'
  | 'ended';

/** Something that a standing worker has done or noticed. Programs find it by `event`, people read `message`. */
export interface WorkerEvent {
  readonly level: LogLevel;
  readonly event: WorkerEventName;
  /** Parts of it may come from launchers, so it may contain anything. */
  readonly message: string;
  /** The facts in the message, by name. Times are milliseconds. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** Receives the events of a standing worker, in order. It must not throw. */
export type WorkerLog = (event: WorkerEvent) => void;
