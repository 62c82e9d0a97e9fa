/** The transports that join workers of this process, by the names that errors and options use. */
export const TRANSPORT_KINDS = ['in-process', 'shared-memory', 'ws', 'grpc'] as const;

export type TransportKind = (typeof TRANSPORT_KINDS)[number];

export function isTransportKind(name: unknown): name is TransportKind {
  return (TRANSPORT_KINDS as readonly unknown[]).includes(name);
}
