import { entryAt, type Randomness } from '@disco-engine/kernel';
import { DATABASE } from './simulated-driver.js';

/** Something that goes wrong in a farm, and when. Times are milliseconds. */
export type FarmFault = { readonly at: number; readonly lasts: number } & (
  | { readonly kind: 'cut'; readonly from: string; readonly to: string; readonly both: boolean }
  | { readonly kind: 'slow'; readonly from: string; readonly to: string; readonly delay: number }
  | { readonly kind: 'forget' | 'stop' | 'kill' | 'full'; readonly host: string }
  | { readonly kind: 'disk'; readonly host: string; readonly slowness: number }
  | { readonly kind: 'commits'; readonly slowness: number }
  /** Sessions end after their transaction has committed, and before its answer goes out. */
  | { readonly kind: 'answers'; readonly share: number }
  /** The server crashes, and is started again; its machine may be gone with it. */
  | { readonly kind: 'away'; readonly isSilent: boolean }
);

/**
 * Draws up to seven faults.
 *
 * @param hosts names of the hosts of the farm
 */
export function drawFarmFaults(dice: Randomness, hosts: readonly string[]): readonly FarmFault[] {
  return Array.from({ length: dice.below(8) }, (): FarmFault => {
    const at = dice.below(DURING);
    // Most are shorter than a lease, some much longer.
    const lasts = 1 + dice.below(entryAt([500, 500, 4_000, 4_000, 12_000, 30_000], dice.below(6)));
    const host = entryAt(hosts, dice.below(hosts.length));
    const [from, to] = dice.below(2) === 0 ? [host, DATABASE] : [DATABASE, host];
    switch (dice.below(13)) {
      case 0:
      case 1:
        return { at, lasts, kind: 'cut', from, to, both: dice.below(2) === 0 };
      case 2:
        return { at, lasts, kind: 'slow', from, to, delay: dice.below(3_000) };
      case 3:
        return { at, lasts: 0, kind: 'forget', host };
      case 4:
        return { at, lasts, kind: 'stop', host: dice.below(4) === 0 ? DATABASE : host };
      case 5:
      case 6:
        return { at, lasts, kind: 'kill', host };
      case 7:
        return { at, lasts, kind: 'full', host };
      case 8:
        return { at, lasts, kind: 'disk', host, slowness: dice.below(2_000) };
      case 9:
        return { at, lasts, kind: 'commits', slowness: dice.below(entryAt([100, 3_000, 20_000], dice.below(3))) };
      case 10:
      case 11:
        return { at, lasts, kind: 'answers', share: dice.uniform() / 2 };
      default:
        return { at, lasts, kind: 'away', isSilent: dice.below(2) === 0 };
    }
  });
}

/** A fault in words. */
export function farmFaultText(fault: FarmFault): string {
  const during = fault.lasts > 0 ? ` for ${fault.lasts} ms` : '';
  switch (fault.kind) {
    case 'cut':
      return `nothing gets from ${fault.from} to ${fault.to}${fault.both ? ' and back' : ''}${during}`;
    case 'slow':
      return `packets from ${fault.from} to ${fault.to} take ${fault.delay} ms or more${during}`;
    case 'forget':
      return `a router forgets the connections of ${fault.host}`;
    case 'stop':
      return `${fault.host} is stopped${during}`;
    case 'kill':
      return `${fault.host} is killed, and down${during}`;
    case 'full':
      return `the disk of ${fault.host} is full${during}`;
    case 'disk':
      return `the disk of ${fault.host} takes up to ${fault.slowness} ms for each operation${during}`;
    case 'commits':
      return `commits take up to ${fault.slowness} ms${during}`;
    case 'answers':
      return `${Math.round(100 * fault.share)} % of all sessions end with an answer that they owe${during}`;
    case 'away':
      return `the server ${fault.isSilent ? 'loses power' : 'crashes'}, and is away${during}`;
  }
}

/** Milliseconds, from the beginning, in which faults begin. */
const DURING = 12_000;
