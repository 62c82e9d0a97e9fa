import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { DiscoError } from '@disco-engine/kernel';
import type { TraceFile } from './format.js';

/**
 * Reads a trace file, `.json` or `.json.gz`.
 *
 * @throws DiscoError `TRACE_UNREADABLE` if the file cannot be read or is not of format 1
 */
export async function readTraces(file: string): Promise<TraceFile> {
  try {
    const bytes = await readFile(file);
    const content: unknown = JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
    if (isTraceFile(content)) return content;
  } catch (error) {
    throw new DiscoError(
      'TRACE_UNREADABLE',
      `${file}: ${error instanceof Error ? error.message : String(error)}`,
      { file },
      { cause: error },
    );
  }
  throw new DiscoError(
    'TRACE_UNREADABLE',
    `${file}: not a trace file of format 1 ({"format":1,"group":…,"cases":[…]})`,
    { file },
  );
}

function isTraceFile(content: unknown): content is TraceFile {
  if (typeof content !== 'object' || content === null) return false;
  const { format, cases } = content as Partial<TraceFile>;
  return format === 1 && Array.isArray(cases);
}
