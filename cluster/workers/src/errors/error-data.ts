import { DiscoError, InvalidInputError, type Place, type Problem } from '@disco-engine/kernel';

/** An error as plain data, with its causes, so that it can be sent from one worker to another. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  /** For a `DiscoError`. */
  readonly code?: string | undefined;
  readonly place?: Place | undefined;
  /** For an `InvalidInputError`. */
  readonly problems?: readonly Problem[] | undefined;
  /** For an `AggregateError`. */
  readonly errors?: readonly ErrorData[] | undefined;
  readonly cause?: ErrorData | undefined;
}

/** Describes any thrown value. A chain of causes that is cyclic or too long is truncated. */
export function toErrorData(error: unknown, depth = 0): ErrorData {
  if (!(error instanceof Error)) return { name: 'Error', message: text(error) };
  const { name, message, stack } = error;
  const deeper = depth < MOST_CAUSES;
  return {
    name,
    message,
    stack,
    ...(error instanceof DiscoError ? { code: error.code, place: { ...error.place } } : {}),
    ...(error instanceof InvalidInputError ? { problems: error.problems.map(copied) } : {}),
    ...(error instanceof AggregateError && deeper
      ? { errors: error.errors.slice(0, MOST_CAUSES).map((one) => toErrorData(one, depth + 1)) }
      : {}),
    ...(error.cause !== undefined && deeper ? { cause: toErrorData(error.cause, depth + 1) } : {}),
  };
}

/** Recreates the described error. Errors not of the engine become `Error` with their name. */
export function fromErrorData(data: ErrorData): Error {
  const cause = data.cause && fromErrorData(data.cause);
  const error = make(data, cause === undefined ? undefined : { cause });
  if (error.name !== data.name) Object.defineProperty(error, 'name', { value: data.name, configurable: true });
  if (data.stack !== undefined) Object.defineProperty(error, 'stack', { value: data.stack, configurable: true });
  return error;
}

function make({ code, message, place, problems, errors }: ErrorData, options: ErrorOptions | undefined): Error {
  if (code !== undefined && problems !== undefined) return new InvalidInputError(code, subjectOf(message), problems);
  if (code !== undefined) return new DiscoError(code, message, place, options);
  if (errors !== undefined) return new AggregateError(errors.map(fromErrorData), message, options);
  return new Error(message, options);
}

/** The message of an `InvalidInputError` starts with what was refused. */
function subjectOf(message: string): string {
  return /^(.*?) has \d+ problems?:/s.exec(message)?.[1] ?? 'the input';
}

function copied({ code, message, place }: Problem): Problem {
  return { code, message, place: place && { ...place } };
}

function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'a value was thrown that cannot be converted to text';
  }
}

const MOST_CAUSES = 16;
