import { runOptimisation, type Optimisation, type OptimisationResults } from '@disco-engine/experiments';
import { isDiscoError } from '@disco-engine/kernel';
import { interruptible } from '../terminal/interruptible.js';
import { print, printLines } from '../terminal/print.js';
import { styled } from '../terminal/styled.js';
import type { CarryingOut } from './carrying-out.js';
import { OptimisationDisplay } from './optimisation-display.js';
import { optimisationJson, optimisationLines } from './optimisation-text.js';

const FAILED = 1;
const INTERRUPTED = 130;

/** `disco run OPTIMISATION`: finds the best values of variables, or resumes the search, and reports the guarantee. */
export async function carryOutOptimisation(
  optimisation: Optimisation,
  { options, folder, command, isJson }: CarryingOut,
): Promise<number> {
  const display = isJson ? undefined : new OptimisationDisplay(process.stderr);
  let results: OptimisationResults;
  try {
    results = await interruptible(
      (signal) => runOptimisation(optimisation, { ...options, signal, onProgress: (now) => display?.show(now) }),
      () => display?.interrupt(),
    );
  } catch (error) {
    if (!isDiscoError(error, 'RUN_ABORTED')) throw error;
    if (isJson) print(`${JSON.stringify({ status: 'CANCELED' })}\n`);
    else printLines([[styled('caution', 'CANCELED')], ['resume with: ', styled('term', command)]]);
    return INTERRUPTED;
  } finally {
    display?.end();
  }
  if (isJson) print(optimisationJson(results));
  else printLines(optimisationLines(optimisation, results, folder));
  return results.best === undefined ? FAILED : 0;
}
