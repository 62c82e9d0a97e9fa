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
  /** What keeps the line from being read; `text` is empty then. */
  readonly fault?: 'not-text' | 'too-long' | undefined;
}

/** The bytes of a text file in UTF-8, whatever its own encoding. Bytes that are none of that encoding are an error. */
async function* utf8Bytes(path: string, gzip: boolean, encoding: string): AsyncGenerator<Buffer, void, void> {
  const bytes = fileBytes(path, gzip) as AsyncIterable<Buffer>;
  if (encoding === 'utf-8') return yield* bytes;
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** The bytes of a file, unpacked where it is packed. Errors of the file and of its packing come with the bytes. */
export function fileBytes(path: string, gzip: boolean): Readable {
  const file = createReadStream(path);
  if (!gzip) return file;
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  unpacked.on('close', () => file.destroy());
  return file.pipe(unpacked);
}

/**
 * The lines of a text file, ended by LF or CRLF; a byte order mark is left out. Holds one line and one part of the file at a time.
 *
 * @param limit bytes that a line may have in UTF-8; of a longer one, nothing is kept
 * @param encoding by the name that `TextDecoder` has for it
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
