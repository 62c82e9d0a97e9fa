import { mathAnswers } from '@disco-engine/sdk/extensions';
import { bitsOf } from './bits-of.js';
import type { EngineCase } from './engine-case.js';

/** The results of `Math` itself, which differ between engines; if they do not, the comparison detects nothing. */
export function cases(): readonly EngineCase[] {
  const byFunction = new Map<string, number[]>();
  for (const [call, answer] of Object.entries(mathAnswers())) {
    const name = call.slice(0, call.indexOf('('));
    byFunction.set(name, [...(byFunction.get(name) ?? []), answer]);
  }
  return Array.from(byFunction, ([name, answers]) => ({ name, run: () => ({ digest: bitsOf(answers) }) }));
}
