import { threadId } from 'node:worker_threads';

let named = 0;

/** A file name next to `path` that is unique while this process runs. */
export function uniqueName(path: string, ending: string): string {
  named += 1;
  return `${path}.${process.pid}-${threadId}-${named}.${ending}`;
}
