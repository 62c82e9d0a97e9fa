import { isIP, type Socket } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import {
  Client,
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  type ChannelCredentials,
  type ChannelOptions,
  type ServerDuplexStream,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import type { Address } from '../security/address.js';
import type { TlsOptions } from '../security/tls.js';
import type { Connection } from '../session/connection.js';
import type { SessionTransportOptions } from '../session/session-options.js';
import { SessionTransport } from '../session/session-transport.js';
import { encodeFrame, EXCHANGE_PATH } from './frame-message.js';
import { GrpcConnection } from './grpc-connection.js';
import { SCHEMES } from './schemes.js';
import { SocketKeeper } from './socket-keeper.js';

/** Addresses are `unix:/path`, `grpc://host:port` or, with TLS, `grpcs://host:port`. */
export type GrpcTransportOptions = SessionTransportOptions;

const EXCHANGE = {
  path: EXCHANGE_PATH,
  requestStream: true,
  responseStream: true,
  requestSerialize: encodeFrame,
  requestDeserialize: untouched,
  responseSerialize: encodeFrame,
  responseDeserialize: untouched,
};
const SERVICE: ServiceDefinition = { exchange: EXCHANGE };

/**
 * Connects workers over gRPC, with one stream for each pair, on Unix sockets, TCP or TLS. A broken connection is
 * re-established, and nothing is lost or duplicated.
 *
 * @example
 * const transport = new GrpcTransport({ listen: 'grpcs://0.0.0.0:7001', advertise: 'grpcs://one.site:7001', tls: { cert, key, ca } });
 */
export class GrpcTransport extends SessionTransport {
  override readonly name = 'grpc';
  protected override readonly turnAfter = 0.3;
  readonly #channel: ChannelOptions;
  readonly #maxMessageBytes: number;

  /** @throws InvalidInputError `TRANSPORT_INVALID` with all problems of the options, `LIMITS_INVALID` */
  constructor(options: GrpcTransportOptions) {
    super(options, SCHEMES);
    const { heartbeat } = this.settings;
    this.#maxMessageBytes = this.maxPacketBytes + 16;
    this.#channel = {
      'grpc-node.flow_control_window': 8 * 2 ** 20,
      // The library drops the stream without telling this side, so the limit that is reported must be the lower one.
      'grpc.max_receive_message_length': Math.min(2 * this.#maxMessageBytes, 2 ** 31 - 1),
      'grpc.max_send_message_length': -1,
      'grpc.max_concurrent_streams': 1,
      // The session has its own heartbeat; this frees a connection that the session has left and that does not end.
      'grpc.keepalive_time_ms': 3 * heartbeat,
      'grpc.keepalive_timeout_ms': 3 * heartbeat,
      'grpc.keepalive_permit_without_calls': 1,
      'grpc.enable_channelz': 0,
      'grpc.enable_http_proxy': 0,
      // The session redials by itself, each time over a new channel.
      'grpc.enable_retries': 0,
      'grpc.use_local_subchannel_pool': 1,
      'grpc.service_config_disable_resolution': 1,
    };
  }

  protected override connect(address: Address): Connection {
    const { tls } = this.options;
    const target = address.kind === 'unix' ? `unix:${address.path}` : `dns:${authority(address.host)}:${address.port}`;
    const isSecure = address.kind === 'tcp' && address.secure && tls !== undefined;
    const { proof, name } = isSecure ? secureClient(address.host, tls) : plainClient();
    const sockets = new SocketKeeper();
    const client = new Client(target, sockets.watch(proof), { ...this.#channel, ...name });
    const stream = client.makeBidiStreamRequest(EXCHANGE_PATH, encodeFrame, untouched, new Metadata(), {});
    const connection: GrpcConnection = new GrpcConnection(
      stream,
      {
        trust() {},
        destroy() {
          stream.cancel();
          client.close();
          sockets.destroy();
          // Do not call the session from inside its own call.
          process.nextTick(() => connection.over('the connection was ended here'));
        },
      },
      this.#maxMessageBytes,
    );
    return connection;
  }

  protected override accept(socket: Socket, trust: () => void, greetGuest: (connection: Connection) => void): void {
    // One server per socket, so that it is clear which socket a stream belongs to, with and without TLS.
    const server = new Server(this.#channel);
    const maxBytes = this.#maxMessageBytes;
    let connection: GrpcConnection | undefined;
    server.addService(SERVICE, {
      exchange(stream: ServerDuplexStream<Buffer, Uint8Array>) {
        if (connection !== undefined) return void socket.destroy();
        connection = new GrpcConnection(stream, { trust, destroy: () => void socket.destroy() }, maxBytes);
        greetGuest(connection);
      },
    });
    const injector = server.createConnectionInjector(this.#serverCredentials());
    socket.once('close', () => {
      connection?.over('the other side has closed the connection');
      injector.destroy();
      server.forceShutdown();
    });
    injector.injectConnection(socket);
  }

  #serverCredentials(): ServerCredentials {
    const tls = this.listenerTls;
    if (tls === undefined) return ServerCredentials.createInsecure();
    const pair = { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
    return ServerCredentials.createSsl(Buffer.from(tls.ca), [pair], true);
  }
}

/** For a container: `{ token: Transport, ...grpcTransport({ listen: 'unix:/run/disco/0.sock' }) }`. */
export function grpcTransport(options: GrpcTransportOptions): { readonly useValue: GrpcTransport } {
  return { useValue: new GrpcTransport(options) };
}

interface ClientIdentity {
  readonly proof: ChannelCredentials;
  readonly name: ChannelOptions;
}

function plainClient(): ClientIdentity {
  return { proof: credentials.createInsecure(), name: {} };
}

/**
 * The library announces the host as the server's name in the handshake. TLS permits no IP address there, and Node
 * refuses one from version 26 on; so for an IP address another name is announced, and the certificate is checked against
 * the address.
 */
function secureClient(host: string, { ca, key, cert, serverName }: TlsOptions): ClientIdentity {
  const secrets = [Buffer.from(ca), Buffer.from(key), Buffer.from(cert)] as const;
  if (serverName !== undefined || isIP(host) === 0) {
    const name = serverName === undefined ? {} : { [NAME_OPTION]: serverName };
    return { proof: credentials.createSsl(...secrets), name };
  }
  const proof = credentials.createSsl(...secrets, {
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  });
  return { proof, name: { [NAME_OPTION]: NO_NAME } };
}

const NAME_OPTION = 'grpc.ssl_target_name_override';
/** A name that nobody has: RFC 2606 reserves the domain. */
const NO_NAME = 'address.invalid';

function authority(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Messages are parsed by the connection, which knows how to handle an invalid one. */
function untouched(message: Buffer): Buffer {
  return message;
}
