import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '@disco-engine/kernel';
import {
  GrpcTransport,
  InProcessTransport,
  WebSocketTransport,
  type SessionTransportOptions,
} from '@disco-engine/transports';
import { makeCertificates, type Certificates } from './certificates.js';
import { RoughProxy } from './rough-proxy.js';

export type Options = Partial<SessionTransportOptions>;
export const TOKEN = 'sixteen bytes, or more';

/** A way to run a transport; a new one for each test. */
export interface Kind {
  readonly title: string;
  /** Whether there are connections, which can break. */
  readonly hasConnections: boolean;
  /** @param folder for sockets */
  make(folder: string): Site;
}

/** Where the workers of one test are. */
export interface Site {
  transport(worker: number, options?: Options): Transport;
  /** An address that leads to another one through a proxy. */
  proxy(address: string): Promise<{ readonly proxy: RoughProxy; readonly address: string }>;
}

const CLASSES = { ws: WebSocketTransport, grpc: GrpcTransport };
let certificates: Certificates | undefined;

export const KINDS: readonly Kind[] = [
  inProcess(),
  overUnix('ws'),
  overTcp('ws'),
  overTls('ws'),
  overUnix('grpc'),
  overTcp('grpc'),
  overTls('grpc'),
];

function inProcess(): Kind {
  return {
    title: 'in-process',
    hasConnections: false,
    make() {
      const transport = new InProcessTransport();
      const proxy = (): never => {
        throw new Error('there are no connections in a process');
      };
      return { transport: () => transport, proxy };
    },
  };
}

function overUnix(scheme: 'ws' | 'grpc'): Kind {
  return {
    title: `${scheme} over Unix sockets`,
    hasConnections: true,
    make: (folder) => ({
      transport: (worker, options) =>
        new CLASSES[scheme]({ listen: `unix:${join(folder, `${worker}.sock`)}`, ...options }),
      proxy: async (address) => {
        const path = `${address.slice('unix:'.length)}.proxy`;
        return {
          proxy: await RoughProxy.start({ path: address.slice('unix:'.length) }, path),
          address: `unix:${path}`,
        };
      },
    }),
  };
}

function overTcp(scheme: 'ws' | 'grpc'): Kind {
  return {
    title: `${scheme} over TCP with a token`,
    hasConnections: true,
    make: () => ({
      transport: (_, options) => new CLASSES[scheme]({ listen: `${scheme}://127.0.0.1:0`, token: TOKEN, ...options }),
      proxy: tcpProxy,
    }),
  };
}

function overTls(scheme: 'ws' | 'grpc'): Kind {
  return {
    title: `${scheme} over mutual TLS`,
    hasConnections: true,
    make: () => ({
      transport: (_, options) => {
        const tls = (certificates ??= makeCertificates());
        return new CLASSES[scheme]({ listen: `${scheme}s://127.0.0.1:0`, tls, ...options });
      },
      proxy: tcpProxy,
    }),
  };
}

const tcpProxy: Site['proxy'] = async (address) => {
  const url = new URL(address);
  const proxy = await RoughProxy.start({ host: '127.0.0.1', port: Number(url.port) }, 0);
  return { proxy, address: `${url.protocol}//127.0.0.1:${proxy.port}` };
};

/** A folder for sockets, which has to be empty when it goes. */
export function socketFolder(): { readonly path: string; remove(): string[] } {
  const path = mkdtempSync(join(tmpdir(), 'disco-'));
  return {
    path,
    remove() {
      const left = readdirSync(path);
      rmSync(path, { recursive: true });
      return left;
    },
  };
}
