import { entryAt } from '@disco-engine/kernel';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A line of a text file, without its end. */
export interface FileLine {
  /** Counts from 1. */
  readonly line: number;
  readonly text: string;
  readonly end: '\n' | '\r\n' | '';
  /** Why the line cannot be read; `text` is then empty. */
  readonly fault?: 'not-text' | 'too-long' | undefined;
}

/** The contents of a text file converted to UTF-8. Bytes that are invalid in its encoding are an error. */
async function* utf8Bytes(path: string, gzip: boolean, encoding: string): AsyncGenerator<Buffer, void, void> {
  const bytes = fileBytes(path, gzip) as AsyncIterable<Buffer>;
  if (encoding === 'utf-8') return yield* bytes;
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** The bytes of a file, decompressed if necessary. Errors of the file and of decompression arrive through the stream. */
export function fileBytes(path: string, gzip: boolean): Readable {
  const file = createReadStream(path);
  if (!gzip) return file;
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  unpacked.on('close', () => file.destroy());
  return file.pipe(unpacked);
}

/**
 * The lines of a text file, ended by LF or CRLF, without a byte order mark. Holds one line and one chunk of the file at a time.
 *
 * @param limit maximum number of UTF-8 bytes in a line; the text of a longer line is dropped
 * @param encoding name of the encoding as in `TextDecoder`
 */
export async function* fileLines(
  path: string,
  gzip: boolean,
  limit: number,
  encoding: string,
): AsyncGenerator<FileLine, void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  let parts: Uint8Array[] = [];
  let length = 0;

  const take = (part: Uint8Array): void => {
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  const finish = (end: '\n' | ''): FileLine => {
    const finished = length > limit ? tooLong(line) : lineOf(decoder, line, parts, end);
    line += 1;
    parts = [];
    length = 0;
    return finished;
  };

  for await (const chunk of utf8Bytes(path, gzip, encoding)) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      yield finish('\n');
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  if (length > 0) yield finish('');
}

function lineOf(
  decoder: InstanceType<typeof TextDecoder>,
  line: number,
  parts: readonly Uint8Array[],
  end: '\n' | '',
): FileLine {
  const bytes = parts.length === 1 ? entryAt(parts, 0) : Buffer.concat(parts);
  const crlf = end === '\n' && bytes.at(-1) === CARRIAGE_RETURN;
  try {
    const text = decoder.decode(crlf ? bytes.subarray(0, -1) : bytes);
    return { line, text: line === 1 ? text.replace(/^\ufeff/, '') : text, end: crlf ? '\r\n' : end };
  } catch {
    return { line, text: '', end, fault: 'not-text' };
  }
}

function tooLong(line: number): FileLine {
  return { line, text: '', end: '', fault: 'too-long' };
}
