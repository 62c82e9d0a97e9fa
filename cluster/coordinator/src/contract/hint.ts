/** Something that may have changed. */
export interface Hint {
  /** `seats`: what the members of an attempt tell one another. */
  readonly about: 'jobs' | 'orders' | 'results' | 'members' | 'seats';
  /** The job that it concerns, if it is only one. */
  readonly job?: string | undefined;
}

/** What `watch` and `onPause` return. */
export interface Subscription {
  unsubscribe(): void;
}
