/** The layout of a ring: 4 bytes with length and kind, then the content. */
export const enum RecordKind {
  /** A frame of the wire format. */
  Message,
  /** The first record: an `Introduction` as JSON. */
  Introduction,
  /** The last record, empty. */
  Bye,
}

/** Maximum size of the content. */
export const MAX_RECORD_BYTES = 2 ** 30 - 1;

export const HEADER_BYTES = 4;

export function writeHeader(into: Uint8Array, kind: RecordKind, length: number): void {
  into[0] = (length << 2) | kind;
  into[1] = length >> 6;
  into[2] = length >> 14;
  into[3] = length >> 22;
}

export function kindOf(header: Uint8Array): number {
  return (header[0] ?? 0) & 3;
}

export function lengthOf(header: Uint8Array): number {
  return ((header[0] ?? 0) >> 2) | ((header[1] ?? 0) << 6) | ((header[2] ?? 0) << 14) | ((header[3] ?? 0) << 22);
}
