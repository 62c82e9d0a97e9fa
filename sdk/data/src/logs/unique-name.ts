import { threadId } from 'node:worker_threads';

let named = 0;

/** A name beside a file that nobody else takes while this process runs. */
export function uniqueName(path: string, ending: string): string {
  named += 1;
  return `${path}.${process.pid}-${threadId}-${named}.${ending}`;
}
