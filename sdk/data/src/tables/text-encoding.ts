import { open } from 'node:fs/promises';
import { fileBytes } from './file-lines.js';
import type { Staging } from './staging.js';
import type { FileLocation } from './table-location.js';

/** Bytes without a character in windows-1252, as its decoder outputs them. */
const NO_CHARACTER = /[\u0081\u008d\u008f\u0090\u009d]/;

/** Characters beyond ASCII, except the replacement character that a decoder writes for invalid bytes. */
const BEYOND_ASCII = /[^\p{ASCII}\ufffd]/gu;

/** In other encodings, some adjacent characters happen to be valid UTF-8, such as `ß“`. */
const BY_CHANCE = 1 / 4;

/** The encoding that most programs used before UTF-8 in Western Europe and America. */
const FALLBACK = 'windows-1252';

/**
 * The encoding of a text file: as stated in its options, else by a byte order mark, else UTF-8. In a careful attempt, a file that is hardly
 * UTF-8 anywhere is read as windows-1252, and the assumption is reported; one that is mostly UTF-8 counts as damaged UTF-8.
 */
export async function encodingOf(
  location: FileLocation,
  stated: string | undefined,
  { careful, assumed }: Staging,
): Promise<string> {
  if (stated !== undefined) return new TextDecoder(stated).encoding;
  const marked = await markedEncoding(location);
  if (marked !== undefined || !careful) return marked ?? 'utf-8';
  const example = await foreignText(location);
  if (example === undefined) return 'utf-8';
  const message = `the file is not UTF-8 and is read as ${FALLBACK}, which gives '${example}'; save it in UTF-8, or set encoding: '${FALLBACK}' or another one`;
  assumed.add('ENCODING_ASSUMED', message, { file: location.shown });
  return FALLBACK;
}

async function markedEncoding({ path, gzip }: FileLocation): Promise<string | undefined> {
  const [first, second] = gzip ? await firstUnpacked(path) : await firstBytes(path);
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function firstUnpacked(path: string): Promise<Uint8Array> {
  for await (const chunk of fileBytes(path, true) as AsyncIterable<Buffer>) return chunk;
  return new Uint8Array();
}

/** The text around the first bytes beyond ASCII in the fallback encoding, if the file is text in that encoding and not UTF-8. */
async function foreignText({ path, gzip }: FileLocation): Promise<string | undefined> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const lenient = new TextDecoder('utf-8');
  // Node 20 decodes windows-1252 correctly only in streaming mode.
  const fallback = new TextDecoder(FALLBACK);
  let isUtf8 = true;
  let [valid, invalid] = [0, 0];
  let example: string | undefined;
  for await (const chunk of fileBytes(path, gzip) as AsyncIterable<Buffer>) {
    isUtf8 &&= accepts(strict, chunk);
    const shown = lenient.decode(chunk, { stream: true });
    valid += shown.match(BEYOND_ASCII)?.length ?? 0;
    invalid += shown.match(/\ufffd/g)?.length ?? 0;
    const text = fallback.decode(chunk, { stream: true });
    if (NO_CHARACTER.test(text)) return undefined;
    example ??= /[\p{L}\p{N} ]{0,20}[^\p{ASCII}]+[\p{L}\p{N} ]{0,20}/u.exec(text)?.[0];
  }
  if (isUtf8 && accepts(strict, undefined)) return undefined;
  return valid <= invalid * BY_CHANCE ? example : undefined;
}

function accepts(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array | undefined): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}
