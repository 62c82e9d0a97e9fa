/** A simproc whose events processes receive, as `simproc` makes it, or its name. `Payload` is what its events carry. */
export type ReceivedSimproc<Payload> =
  { readonly name: string; readonly accepts?: (payload: Payload) => void } | string;
