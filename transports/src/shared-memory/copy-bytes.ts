/** Up to this size, creating a view costs more than copying byte by byte. */
const FEW_BYTES = 64;

export function copyBytes(from: Uint8Array, start: number, to: Uint8Array, at: number, count: number): void {
  if (count > FEW_BYTES) to.set(from.subarray(start, start + count), at);
  else for (let index = 0; index < count; index++) to[at + index] = from[start + index] ?? 0;
}
