/** Something that may have changed. */
export interface Hint {
  readonly about: 'jobs' | 'orders' | 'results' | 'members' | 'seats';
  /** The job that it concerns, if it is only one. */
  readonly job?: string | undefined;
}

/** What `watch` and `onPause` return. */
export interface Subscription {
  unsubscribe(): void;
}
