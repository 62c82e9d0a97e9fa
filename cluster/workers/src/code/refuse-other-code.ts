import { DiscoError } from '@disco-engine/kernel';
import type { CodeVersions } from './code-of.js';

/**
 * Refuses to run a model whose code differs from the launcher's.
 *
 * @throws DiscoError `CODE_DIFFERS` with the first difference
 */
export function refuseOtherCode(launcher: CodeVersions, worker: CodeVersions): void {
  // A module that is not a file has no code to compare.
  if (Object.keys(launcher).length === 0) return;
  const names = [...new Set([...Object.keys(launcher), ...Object.keys(worker)])].sort();
  const different = names.filter((name) => launcher[name] !== worker[name]);
  const [first] = different;
  if (first === undefined) return;
  const others = different.length === 1 ? '' : `, and ${different.length - 1} more differ`;
  throw new DiscoError(
    'CODE_DIFFERS',
    `the worker has another model than the launcher: ${first} is ${shown(worker[first])} there, and ${shown(launcher[first])} here${others}; ` +
      'give both the same files and restart the worker, or run what the workers have with --accept-code',
  );
}

function shown(version: string | undefined): string {
  return version ?? 'missing';
}
