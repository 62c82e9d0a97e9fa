import type { DiscoErrorCode, ErrorCode } from './error-codes.js';

/** Where something went wrong, as far as it is known. Epochs are simulated time; line numbers start at 1. */
export interface Place {
  readonly node?: string;
  readonly simproc?: string;
  readonly epoch?: number;
  readonly target?: string;
  /** Key of a vertex of the scenario. */
  readonly vertex?: string;
  /** Name of a log channel of the node. */
  readonly channel?: string;
  readonly file?: string;
  readonly line?: number;
}

const BRAND = Symbol.for('disco-engine.error');

/**
 * The engine's only error class. Distinguish errors by `code`, which is stable, not by the message, which is written
 * for people.
 *
 * @example
 * try { await simulation.run({ until: 365 }); }
 * catch (error) { if (isDiscoError(error, 'HANDLER_FAILED')) report(error.place.node); }
 */
export class DiscoError extends Error {
  /** The mark that `isDiscoError` checks; the same symbol in every copy of this package. */
  readonly [BRAND] = true;
  override readonly name: string = 'DiscoError';

  constructor(
    /** Stable, in capitals, such as `SEND_UNDECLARED`. */
    readonly code: ErrorCode,
    message: string,
    readonly place: Place = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Whether a value is an error of the engine, no matter which copy of the kernel created it. `instanceof` recognizes
 * only the imported copy, and a program may contain two, for example a host and a model with a `node_modules` each.
 *
 * @param code if given, the error must also have this code
 */
export function isDiscoError(value: unknown, code?: DiscoErrorCode): value is DiscoError {
  return value instanceof Error && BRAND in value && (code === undefined || (value as DiscoError).code === code);
}

/** One problem of an input. */
export interface Problem {
  /** Stable, in capitals, such as `SIMPROC_UNKNOWN`. */
  readonly code: ErrorCode;
  /** What is wrong, and what to do about it. */
  readonly message: string;
  readonly place?: Place | undefined;
}

/** An input that was refused before anything ran; one report lists all of its problems. */
export class InvalidInputError extends DiscoError {
  override readonly name = 'InvalidInputError';

  constructor(
    code: ErrorCode,
    /** What was refused, as in `chain_38.csv`. */
    subject: string,
    readonly problems: readonly Problem[],
  ) {
    super(code, report(subject, problems), problems[0]?.place);
  }
}

function report(subject: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [`${subject} has ${count}:`, ...problems.map((problem) => `  ${line(problem)}`)].join('\n');
}

function line({ code, message, place }: Problem): string {
  if (place?.file === undefined) return `${message} [${code}]`;
  const at = place.line === undefined ? place.file : `${place.file}:${place.line}`;
  return `${at}: ${message} [${code}]`;
}
