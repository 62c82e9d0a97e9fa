import { DiscoError } from '@disco-engine/kernel';
import { REFUSED } from './sql/sql-function.js';

/** The reason of an error; a connection attempted at several addresses has several. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** The code of PostgreSQL or of the operating system. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The code of the engine with which a function of the schema has refused a call. */
export function refusalOf(error: unknown): string | undefined {
  return codeOf(error) === REFUSED ? reasonOf(error) : undefined;
}

/** Whether the server may answer to the same call later. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  // Connections, shutdowns and starts, conflicts of transactions, and too many connections.
  if (/^(08|57P0[1-5]|40001|40P01|53300)/.test(code)) return true;
  if (/^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOST|ENET)/.test(code)) return true;
  return /Connection terminated|timeout exceeded|timeout expired|Query read timeout|Client has encountered a connection error/i.test(
    reasonOf(error),
  );
}

/** The error of a coordinator for an error of the database that will not pass. */
export function failureOf(name: string, cause: unknown): DiscoError {
  if (codeOf(cause) === '42501') {
    const message = `the user of ${name} is not allowed to do this: ${reasonOf(cause)}; grant it the role disco_submitter, disco_worker or disco_leader`;
    return new DiscoError('COORDINATOR_REFUSED', message, {}, { cause });
  }
  return new DiscoError('COORDINATOR_FAILED', `the coordinator ${name} failed: ${reasonOf(cause)}`, {}, { cause });
}

export function unreachable(name: string, cause: unknown): DiscoError {
  const message = `the coordinator ${name} cannot be reached; check that the server is running, and the user, password and database: ${reasonOf(cause)}`;
  return new DiscoError('COORDINATOR_UNREACHABLE', message, {}, { cause });
}
