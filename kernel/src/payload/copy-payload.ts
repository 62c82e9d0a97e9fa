/** A deep copy of a payload, for readers that must not share it with the model. Invalid payloads are passed through. */
export function copyPayload<Payload>(payload: Payload): Payload {
  return copy(payload) as Payload;
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof Map) return new Map(Array.from(value, ([key, entry]) => [copy(key), copy(entry)]));
  if (value instanceof Set) return new Set(Array.from(value, copy));
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).slice();
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copy(entry)]));
}
