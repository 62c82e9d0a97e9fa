export { GrpcTransport, grpcTransport, type GrpcTransportOptions } from './grpc-transport.js';
