import { sessionKind } from '../session/session-kind.js';
import { SCHEMES } from './schemes.js';

/** Connects objects, threads, processes and machines over WebSockets. */
export const ws = sessionKind({
  name: 'ws',
  schemes: SCHEMES,
  async make(options) {
    const { WebSocketTransport } = await import('./web-socket-transport.js');
    return new WebSocketTransport(options);
  },
});
