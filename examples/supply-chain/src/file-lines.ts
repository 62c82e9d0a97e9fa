import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A line of a file, without its terminator. */
export interface FileLine {
  /** Counts from 1. */
  readonly line: number;
  /** null if the bytes are not UTF-8. */
  readonly text: string | null;
}

/** Thrown for a line that is longer than its reader accepts. */
export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';

  constructor(
    readonly line: number,
    readonly limit: number,
  ) {
    super(`line ${line} is longer than ${limit} bytes`);
  }
}

/**
 * The lines of a text file, one after the other, terminated by LF or CRLF; a byte order mark is skipped. Holds one line and one
 * chunk of the file at a time. (`node:readline` has no limit: it would collect a line of any length.)
 *
 * @param limit maximum number of bytes in a line
 * @throws LineTooLongError as soon as a line exceeds the limit, without reading the rest of it
 * @throws the file system's error if the file cannot be read
 */
export async function* fileLines(path: string, limit: number): AsyncGenerator<FileLine, void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let parts: Uint8Array[] = [];
  let length = 0;

  const take = (part: Uint8Array): void => {
    length += part.length;
    if (length > limit) throw new LineTooLongError(line, limit);
    parts.push(part);
  };
  const finish = (): FileLine => {
    const finished = { line, text: decode(decoder, Buffer.concat(parts)) };
    line += 1;
    parts = [];
    length = 0;
    return finished;
  };

  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}

function decode(decoder: TextDecoder, bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes);
  } catch {
    return null;
  }
}
