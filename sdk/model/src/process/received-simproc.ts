/**
 * A simproc whose events processes receive: the result of `simproc`, or its name. `Payload` is the type of its events'
 * payloads.
 */
export type ReceivedSimproc<Payload> =
  { readonly name: string; readonly accepts?: (payload: Payload) => void } | string;
