import { InvalidInputError, type Problem } from '@disco-engine/sdk';

/** The fields of a request for a run. */
export interface RunRequest {
  readonly days: number;
  readonly seed: number;
  readonly stages: number;
  readonly meanDemand: number;
  readonly leadTime: number;
}

/** All are whole numbers; fields without a default are required. The limits bound the memory of one run. */
const fields: Readonly<Record<keyof RunRequest, { least: number; most: number; default?: number }>> = {
  days: { least: 1, most: 10_000_000 },
  seed: { least: 0, most: Number.MAX_SAFE_INTEGER, default: 0 },
  stages: { least: 1, most: 1000, default: 20 },
  meanDemand: { least: 1, most: 10_000, default: 20 },
  leadTime: { least: 1, most: 365, default: 3 },
};

/** @throws InvalidInputError `RUN_INVALID` with every problem of the request */
export function readRunRequest(given: unknown): RunRequest {
  const problems: Problem[] = [];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    problems.push({ code: 'NOT_AN_OBJECT', message: 'send a JSON object, such as {"days":365}' });
    throw new InvalidInputError('RUN_INVALID', 'the run', problems);
  }
  const values: Record<string, unknown> = { ...given };
  for (const name of Object.keys(values)) {
    if (Object.hasOwn(fields, name)) continue;
    const known = Object.keys(fields).join(', ');
    problems.push({ code: 'UNKNOWN_FIELD', message: `there is no field '${name}'; the fields are: ${known}` });
  }
  const number = (name: keyof RunRequest): number => {
    const { least, most, default: fallback } = fields[name];
    const value = values[name] ?? fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
    const message = `'${name}' ${found}; give a whole number from ${least} to ${most}`;
    problems.push({ code: value === undefined ? 'MISSING_FIELD' : 'INVALID_FIELD', message });
    return Number.NaN;
  };
  const request: RunRequest = {
    days: number('days'),
    seed: number('seed'),
    stages: number('stages'),
    meanDemand: number('meanDemand'),
    leadTime: number('leadTime'),
  };
  if (problems.length > 0) throw new InvalidInputError('RUN_INVALID', 'the run', problems);
  return request;
}
