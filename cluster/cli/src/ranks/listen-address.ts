import { isIP } from 'node:net';

/**
 * A host's own name often leads to an address that only the host itself reaches, such as 127.0.1.1, so that a process listens on all
 * interfaces, except where its address is that of an interface.
 */
export function listenAddress(address: string): string {
  return address.replace(/^([a-z]+:\/\/)([^:/[\]]+)(?=:\d)/, (whole, scheme: string, host: string) =>
    isIP(host) !== 0 || host === 'localhost' ? whole : `${scheme}0.0.0.0`,
  );
}
