import { sessionKind } from '../session/session-kind.js';
import { SCHEMES } from './schemes.js';

/** Connects objects, threads, processes and machines over gRPC. */
export const grpc = sessionKind({
  name: 'grpc',
  schemes: SCHEMES,
  async make(options) {
    const { GrpcTransport } = await import('./grpc-transport.js');
    return new GrpcTransport(options);
  },
});
