import { InvalidInputError, type Problem } from '@disco-engine/kernel';
import type { JobRequest } from './job.js';

/** Whether a text can be the name of a job. */
export function isJobName(text: string): boolean {
  return UUID.test(text);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws InvalidInputError `JOB_INVALID` with all problems */
export function checkRequests(requests: readonly JobRequest[]): void {
  const problems = requests.flatMap((request, at) => problemsOf(request, requests.length === 1 ? '' : `job ${at}: `));
  if (problems.length > 0) throw new InvalidInputError('JOB_INVALID', 'the submission', problems);
}

function problemsOf(request: JobRequest, where: string): Problem[] {
  const problems: Problem[] = [];
  const refuse = (message: string): void => void problems.push({ code: 'VALUE_INVALID', message: where + message });
  const { id, kind, parent, priority = 0, seats = 1, leastSeats = seats, losses = 5 } = request;
  for (const [name, text] of [
    ['id', id],
    ['parent', parent],
  ] as const)
    if (text !== undefined && !isJobName(text)) refuse(`${name} is '${text}'; it must be a UUID in lower case`);
  if (kind === '') refuse('kind is empty; name what is to be done');
  const wholes = [
    ['priority', priority, -LARGEST],
    ['seats', seats, 0],
    ['losses', losses, 0],
  ] as const;
  for (const [name, value, least] of wholes)
    if (!Number.isInteger(value) || value < least || value > LARGEST)
      refuse(`${name} is ${value}; it must be a whole number from ${least} to ${LARGEST}`);
  if (!(Number.isInteger(leastSeats) && leastSeats >= Math.min(1, seats) && leastSeats <= seats))
    refuse(`leastSeats is ${leastSeats}; it must be a whole number from ${Math.min(1, seats)} to the ${seats} seats`);
  return problems;
}

/** What a column of a database takes. */
const LARGEST = 2_147_483_647;
