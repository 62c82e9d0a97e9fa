import { sessionKind } from '@disco-engine/transports/session';
import { NetTransport, SCHEMES } from './net-transport.js';

/** The export that `--transport` and `Cluster.launch` look for in this module. */
export const transport = sessionKind({
  name: 'net',
  schemes: SCHEMES,
  module: import.meta.url,
  make: (options) => new NetTransport(options),
});
