import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the sockets of one test. */
export interface SocketFolder {
  readonly path: string;
  /** Removes it. @returns the names of what was left in it; there should be none */
  remove(): string[];
}

export function socketFolder(): SocketFolder {
  const path = mkdtempSync(join(tmpdir(), 'disco-'));
  return {
    path,
    remove() {
      const left = readdirSync(path);
      rmSync(path, { recursive: true });
      return left;
    },
  };
}
