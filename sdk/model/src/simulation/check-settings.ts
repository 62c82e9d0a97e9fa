import { InvalidInputError, shownValue, type Problem } from '@disco-engine/kernel';
import type { RunSettings } from './run-settings.js';

/** The settings that are one of a few values. Undefined stands for the default. */
const CHOICES = {
  antithetic: [true, false],
  portableMath: [true, false],
  digest: ['full', 'order', 'off'],
  payloads: ['strict', 'trusted'],
} satisfies { readonly [Name in keyof RunSettings]: readonly RunSettings[Name][] };

/** @throws InvalidInputError `OPTIONS_INVALID`, with all problems */
export function checkSettings(settings: RunSettings): void {
  const problems = Object.entries(CHOICES).flatMap(([name, choices]): Problem[] => {
    const value: unknown = settings[name as keyof typeof CHOICES];
    if (value === undefined || (choices as readonly unknown[]).includes(value)) return [];
    const message = `${name} is ${shownValue(value)}; give ${choices.map(shownValue).join(' or ')}`;
    return [{ code: 'OPTIONS_INVALID', message }];
  });
  if (problems.length > 0) throw new InvalidInputError('OPTIONS_INVALID', 'the run', problems);
}
