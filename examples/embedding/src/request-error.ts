import { DiscoError, InvalidInputError } from '@disco-engine/sdk';

/** A refused request, with its HTTP status. */
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

/** The response to an error: its code and text, and every problem of the input; nothing about our own defects. */
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
