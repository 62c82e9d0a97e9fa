import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ObservationPoint } from '@disco-engine/kernel';

/** A line that a worker has printed. */
export interface PrintedLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Emits each line of a stream that is read anyway. */
export function emitLines(source: Readable, stream: PrintedLine['stream'], lines: ObservationPoint<PrintedLine>): void {
  let rest = '';
  // Its other reader gets the bytes as they are.
  const decoder = new StringDecoder('utf8');
  source.on('data', (chunk: Buffer) => {
    const texts = (rest + decoder.write(chunk)).split('\n');
    // A worker that never ends a line must not fill the memory.
    rest = (texts.pop() ?? '').slice(-LONGEST);
    for (const text of texts) lines.emit({ stream, text: text.slice(0, LONGEST) });
  });
}

const LONGEST = 10_000;
