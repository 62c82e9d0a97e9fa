import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { ObservationPoint } from '@disco-engine/kernel';

/** A line that a worker has printed. */
export interface PrintedLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** The lines of streams that are read anyway. They are taken apart only while somebody listens. */
export function printedLines(
  sources: Readonly<Record<PrintedLine['stream'], Readable>>,
): ObservationPoint<PrintedLine> {
  let stops: readonly (() => void)[] = [];
  const lines = new ObservationPoint<PrintedLine>(() => {
    if (lines.observed && stops.length > 0) return;
    for (const stop of stops) stop();
    stops = lines.observed ? STREAMS.map((stream) => emitLines(sources[stream], stream, lines)) : [];
  });
  return lines;
}

/** @returns ends it */
function emitLines(source: Readable, stream: PrintedLine['stream'], lines: ObservationPoint<PrintedLine>): () => void {
  let rest = '';
  // Its other reader gets the bytes as they are.
  const decoder = new StringDecoder('utf8');
  const emit = (text: string): void => lines.emit({ stream, text: text.slice(0, LONGEST) });
  const take = (chunk: Buffer): void => {
    const texts = (rest + decoder.write(chunk)).split('\n');
    // A worker that never ends a line must not fill the memory.
    rest = (texts.pop() ?? '').slice(-LONGEST);
    for (const text of texts) emit(text);
  };
  const end = (): void => {
    rest += decoder.end();
    if (rest !== '') emit(rest);
  };
  source.on('data', take).once('end', end);
  return () => void source.off('data', take).off('end', end);
}

const STREAMS = ['stdout', 'stderr'] as const;
const LONGEST = 10_000;
