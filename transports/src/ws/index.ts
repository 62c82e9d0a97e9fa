export { WebSocketTransport, webSocketTransport, type WebSocketTransportOptions } from './web-socket-transport.js';
