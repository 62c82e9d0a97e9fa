import { entryAt } from '@disco-engine/kernel';

/** The reason of an error on one line, without the path, which the message already has. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return entryAt((error instanceof Error ? error.message : String(error)).split('\n'), 0);
}
