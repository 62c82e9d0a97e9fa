/** What a client sends to the simulated server. */
export type Request =
  | { readonly kind: 'query'; readonly id: number; readonly text: string; readonly values: readonly unknown[] }
  | { readonly kind: 'end' };

/** What the simulated server sends. */
export type Response =
  | { readonly kind: 'ready' }
  | { readonly kind: 'rows'; readonly id: number; readonly rows: readonly object[] }
  | { readonly kind: 'error'; readonly id: number; readonly code: string; readonly message: string }
  | { readonly kind: 'notification'; readonly payload: string };

/**
 * Messages under way between the hosts of one simulation. The wires carry their numbers: they delay and lose packets, and do not care what
 * is in them. Nobody changes a message once it is sent.
 */
export class Mail {
  readonly #messages: (Request | Response)[] = [];

  packed(message: Request | Response): Uint8Array {
    const packet = new Uint8Array(4);
    new DataView(packet.buffer).setUint32(0, this.#messages.length);
    this.#messages.push(message);
    return packet;
  }

  unpacked<Message extends Request | Response>(packet: Uint8Array): Message {
    const number = new DataView(packet.buffer, packet.byteOffset).getUint32(0);
    return this.#messages[number] as Message;
  }
}
