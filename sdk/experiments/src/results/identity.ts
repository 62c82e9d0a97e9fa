import { ENGINE_VERSION } from '@disco-engine/kernel';
import { mathAnswers, platformName } from '@disco-engine/sdk/extensions';
import type { ResultsIdentity } from './identity-schema.js';

/** Names in a message; how many more there are is said. */
const MOST_NAMES = 3;

/** The identity of results that this process makes of that code. */
export function identityOf(code: Readonly<Record<string, string>>): ResultsIdentity {
  return { format: 1, engine: ENGINE_VERSION, platforms: [platformName()], code, math: mathAnswers() };
}

/**
 * In what results differ by which they do not go together, and what to do, or undefined.
 *
 * @param portableMath whether the model calls no function of `Math` that engines may round in their own way
 */
export function identityDifference(
  before: ResultsIdentity,
  now: ResultsIdentity,
  portableMath: boolean,
): string | undefined {
  if (before.engine !== now.engine) return `engine was ${before.engine}, and is ${now.engine}`;
  const code = codeDifference(before.code, now.code);
  if (code !== undefined || portableMath) return code;
  return mathDifference(before, now);
}

/** What is said of results that have been continued: all platforms, and else what was said first. */
export function continued(before: ResultsIdentity, now: ResultsIdentity): ResultsIdentity {
  return { ...before, platforms: [...new Set([...before.platforms, ...now.platforms])] };
}

function codeDifference(before: ResultsIdentity['code'], now: ResultsIdentity['code']): string | undefined {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((name) => before[name] !== now[name])
    .sort()
    .map((name) => {
      if (before[name] === undefined) return `${name} is new`;
      return now[name] === undefined ? `${name} is gone` : `${name} was ${before[name]}, and is ${now[name]}`;
    });
  if (changed.length === 0) return undefined;
  const more = changed.length > MOST_NAMES ? `, and ${changed.length - MOST_NAMES} more` : '';
  return `the code of the model has changed: ${changed.slice(0, MOST_NAMES).join(', ')}${more}`;
}

/** Calls that only one of them has made say nothing. */
function mathDifference(before: ResultsIdentity, now: ResultsIdentity): string | undefined {
  const call = Object.keys(before.math).find((name) => name in now.math && before.math[name] !== now.math[name]);
  if (call === undefined) return undefined;
  return (
    `${call} was ${before.math[call]} (${before.platforms[0]}), and is ${now.math[call]} (${now.platforms[0]}); ` +
    "if the model calculates by math of '@disco-engine/sdk' alone, say so with portableMath (--portable-math)"
  );
}
