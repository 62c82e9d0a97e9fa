import { runOptimisation, type Optimisation, type OptimisationResults } from '@disco-engine/experiments';
import { isDiscoError } from '@disco-engine/kernel';
import { interruptible } from '../terminal/interruptible.js';
import { print } from '../terminal/print.js';
import type { CarryingOut } from './carrying-out.js';
import { OptimisationDisplay } from './optimisation-display.js';
import { optimisationJson, optimisationText } from './optimisation-text.js';

const FAILED = 1;
const INTERRUPTED = 130;

/** `disco run OPTIMISATION`: finds the best values of variables, or goes on with it, and says how sure that is. */
export async function carryOutOptimisation(
  optimisation: Optimisation,
  { options, folder, command, isJson }: CarryingOut,
): Promise<number> {
  const display = isJson ? undefined : new OptimisationDisplay(process.stderr);
  let results: OptimisationResults;
  try {
    results = await interruptible((signal) =>
      runOptimisation(optimisation, { ...options, signal, onProgress: (now) => display?.show(now) }),
    );
  } catch (error) {
    if (!isDiscoError(error, 'RUN_ABORTED')) throw error;
    print(isJson ? `${JSON.stringify({ status: 'CANCELED' })}\n` : `CANCELED\ngo on with: ${command}\n`);
    return INTERRUPTED;
  } finally {
    display?.end();
  }
  print(isJson ? optimisationJson(results) : optimisationText(optimisation, results, folder));
  return results.best === undefined ? FAILED : 0;
}
