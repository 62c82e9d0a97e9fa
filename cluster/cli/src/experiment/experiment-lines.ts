import type { ExperimentProgress } from '@disco-engine/experiments';
import { counted } from '../terminal/counted.js';
import { PageLines } from '../watch/page-lines.js';
import { ownOf } from './experiment-view.js';
import { replicationText } from './replication-text.js';

/** The log of an experiment on its page: what has ended, and what is to be noted. */
export class ExperimentLines {
  readonly page = new PageLines('experiment');
  readonly #told = new Set<string>();
  #isStarted = false;

  /** @param progress when it began: what has ended by then was in its folder */
  started({ replications }: ExperimentProgress): void {
    const there = replications.filter(({ record }) => record !== undefined);
    for (const one of there) this.#told.add(keyOf(one));
    this.#isStarted = true;
    this.page.told(
      there.length === 0 ? 'started' : `resumed with ${counted(there.length, 'replication')} in the folder`,
    );
  }

  /** Takes note of what is new. */
  hear({ replications, notes }: ExperimentProgress): void {
    if (!this.#isStarted) return;
    for (const one of ownOf(replications)) {
      if (one.record === undefined || this.#told.has(keyOf(one))) continue;
      this.#told.add(keyOf(one));
      this.page.told(replicationText(one.record), `case ${one.case}`);
    }
    for (const note of notes) {
      if (this.#told.has(note)) continue;
      this.#told.add(note);
      this.page.told(note);
    }
  }
}

function keyOf({ case: number, replication }: { readonly case: number; readonly replication: number }): string {
  return `${number}/${replication}`;
}
