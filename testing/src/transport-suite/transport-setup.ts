import { entryAt, type Transport } from '@disco-engine/kernel';
import {
  prepareRun,
  type Schemes,
  type SessionTransportOptions,
  type TlsOptions,
  type TransportKind,
} from '@disco-engine/transports';
import { join } from 'node:path';
import { RoughProxy } from './rough-proxy.js';

/** A token for tests; not a secret. */
export const TOKEN = 'sixteen bytes, or more';

/** One way to run a transport, for example over TCP; see `transportSetups`. */
export interface TransportSetup {
  readonly title: string;
  /** Whether its workers have connections, which can break. */
  readonly hasConnections: boolean;
  /**
   * @param folder for sockets
   * @param workers number of workers in the run. Default 2
   */
  make(folder: string, workers?: number): Promise<Site>;
}

/** Where the workers of one test are. */
export interface Site {
  /** @param options session options, if the workers have connections */
  transport(worker: number, options?: Partial<SessionTransportOptions>): Promise<Transport>;
  /** An address that leads to another one through a proxy. */
  proxy(address: string): Promise<{ readonly proxy: RoughProxy; readonly address: string }>;
  /** Call it once all workers have joined, or will not. */
  release(): Promise<void>;
}

/** @param tls creates certificates for 127.0.0.1; without it, TLS is not tested */
export function transportSetups(kind: TransportKind, tls?: () => TlsOptions): TransportSetup[] {
  const { schemes } = kind;
  if (schemes === undefined) return [planned(kind)];
  return [overUnix(kind), overTcp(kind, schemes), ...(tls === undefined ? [] : [overTls(kind, schemes, tls)])];
}

function planned(kind: TransportKind): TransportSetup {
  return {
    title: kind.name,
    hasConnections: false,
    async make(folder, workers = 2) {
      const { plans, release } = await prepareRun(kind, { workers, run: 0, folder });
      const transports = await Promise.all(plans.map((plan) => kind.make(plan)));
      const proxy = (): never => {
        throw new Error(`${kind.name} has no addresses`);
      };
      return { transport: async (worker) => entryAt(transports, worker), proxy, release: async () => release?.() };
    },
  };
}

function overUnix(kind: TransportKind): TransportSetup {
  return {
    title: `${kind.name} over Unix sockets`,
    hasConnections: true,
    make: async (folder) => ({
      transport: async (worker, options) => kind.make({ listen: `unix:${join(folder, `${worker}.sock`)}`, ...options }),
      proxy: async (address) => {
        const path = address.slice('unix:'.length);
        const proxy = await RoughProxy.start({ path }, `${path}.proxy`);
        return { proxy, address: `unix:${path}.proxy` };
      },
      release: async () => {},
    }),
  };
}

function overTcp(kind: TransportKind, { plain }: Schemes): TransportSetup {
  return {
    title: `${kind.name} over TCP with a token`,
    hasConnections: true,
    make: async () => ({
      transport: async (_, options) => kind.make({ listen: `${plain}://127.0.0.1:0`, token: TOKEN, ...options }),
      proxy: tcpProxy,
      release: async () => {},
    }),
  };
}

function overTls(kind: TransportKind, { secure }: Schemes, certificates: () => TlsOptions): TransportSetup {
  let tls: TlsOptions | undefined;
  return {
    title: `${kind.name} over mutual TLS`,
    hasConnections: true,
    make: async () => ({
      transport: async (_, options) =>
        kind.make({ listen: `${secure}://127.0.0.1:0`, tls: (tls ??= certificates()), ...options }),
      proxy: tcpProxy,
      release: async () => {},
    }),
  };
}

const tcpProxy: Site['proxy'] = async (address) => {
  const url = new URL(address);
  const proxy = await RoughProxy.start({ host: '127.0.0.1', port: Number(url.port) }, 0);
  return { proxy, address: `${url.protocol}//127.0.0.1:${proxy.port}` };
};
