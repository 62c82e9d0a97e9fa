import { DiscoError, InvalidInputError } from '@disco-engine/sdk';

/** A request that is refused, with the HTTP status that says so. */
export class RequestError extends DiscoError {
  constructor(
    readonly status: number,
    code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, message);
  }
}

/** What a client is told of an error: its code and text, and every problem of its input; of our own defects nothing. */
export function errorReply(error: unknown): { status: number; headers: Record<string, string>; body: object } {
  if (error instanceof InvalidInputError) {
    const { code, message, problems } = error;
    return { status: 400, headers: {}, body: { error: { code, message, problems } } };
  }
  if (error instanceof RequestError) {
    const { status, headers, code, message } = error;
    return { status, headers: { ...headers }, body: { error: { code, message } } };
  }
  return { status: 500, headers: {}, body: { error: { code: 'INTERNAL', message: 'the server failed; see its log' } } };
}
