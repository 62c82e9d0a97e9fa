/**
 * The tests that every transport of the engine passes, for custom transports. Call `describeTransport` in a test file
 * for Vitest. All workers are in the test's process.
 *
 * @example
 * import { describeTransport, makeCertificates } from '@disco-engine/testing/transport-suite';
 * import { transport } from '../src/index.js';
 *
 * describeTransport(transport, { tls: makeCertificates });
 */
import type { TlsOptions, TransportKind } from '@disco-engine/transports';
import { describeContract } from './contract.js';
import { describeRoughConnections } from './rough-connections.js';
import { transportSetups } from './transport-setup.js';

export { makeCertificates, type Certificates } from './certificates.js';
export { Inbox } from './inbox.js';
export { Meeting, upTo } from './meeting.js';
export { socketFolder, type SocketFolder } from './socket-folder.js';
export { TOKEN, transportSetups, type Site, type TransportSetup } from './transport-setup.js';

export interface TransportSuiteOptions {
  /**
   * Creates certificates for 127.0.0.1, like `makeCertificates`. Without it, a transport with URL schemes is not tested
   * over TLS.
   */
  readonly tls?: (() => TlsOptions) | undefined;
}

/** Tests what every transport must do and, if it has URL schemes, what it must survive when its connections break. */
export function describeTransport(kind: TransportKind, { tls }: TransportSuiteOptions = {}): void {
  for (const setup of transportSetups(kind, tls)) {
    describeContract(setup);
    if (setup.hasConnections) describeRoughConnections(setup);
  }
}
