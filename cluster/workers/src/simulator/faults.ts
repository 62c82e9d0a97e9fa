import { entryAt, type Randomness } from '@disco-engine/kernel';

/** Something that goes wrong, and when. Times are milliseconds. */
export type Fault = { readonly at: number } & (
  | { readonly kind: 'cut'; readonly from: string; readonly to: string; readonly both: boolean; readonly lasts: number }
  | {
      readonly kind: 'slow';
      readonly from: string;
      readonly to: string;
      readonly delay: number;
      readonly lasts: number;
    }
  | {
      readonly kind: 'rough';
      readonly from: string;
      readonly to: string;
      readonly damage: number;
      readonly repeat: number;
      readonly lasts: number;
    }
  | { readonly kind: 'forget'; readonly host: string }
  | { readonly kind: 'stop'; readonly host: string; readonly lasts: number }
  /** Workers that nobody has launched are started again after a while. */
  | { readonly kind: 'kill'; readonly host: string; readonly lasts: number }
);

/** What may go wrong in one simulation. */
export interface FaultPlan {
  readonly faults: readonly Fault[];
  /** Whether a run has to survive all of it: nothing lasts so long that a worker may count as lost. */
  readonly isMild: boolean;
  /** Whether a run has to survive all of it if it is begun again whenever a worker is lost. */
  readonly isRecoverable: boolean;
}

/**
 * Draws up to six faults.
 *
 * @param hosts names of those that it may happen to
 * @param lostAfter milliseconds without a connection after which a worker counts as lost
 */
export function drawFaults(dice: Randomness, hosts: readonly string[], lostAfter: number): FaultPlan {
  const isMild = dice.below(2) === 0;
  const count = dice.below(7);
  // A run that has to survive gets its faults one after the other, so that their times do not add up.
  const spacing = isMild ? 3 * lostAfter : 0;
  const faults = Array.from({ length: count }, (_, index): Fault => {
    // Some while the workers still look for one another.
    const at = index * spacing + (dice.below(4) === 0 ? dice.below(20) : dice.below(DURING));
    const lasts = dice.below(isMild ? Math.floor(lostAfter / 3) : 3 * lostAfter);
    const host = entryAt(hosts, dice.below(hosts.length));
    const other = entryAt(hosts, dice.below(hosts.length));
    switch (dice.below(isMild ? 6 : 7)) {
      case 0:
      case 1:
        return { at, kind: 'cut', from: host, to: other, both: dice.below(2) === 0, lasts };
      case 2:
        return { at, kind: 'slow', from: host, to: other, delay: dice.below(300), lasts };
      case 3:
        return {
          at,
          kind: 'rough',
          from: host,
          to: other,
          damage: dice.uniform() / 2,
          repeat: dice.uniform() / 2,
          lasts,
        };
      case 4:
        return { at, kind: 'forget', host };
      case 5:
        return { at, kind: 'stop', host, lasts };
      default:
        return { at, kind: 'kill', host, lasts };
    }
  });
  return { faults, isMild, isRecoverable: isMild };
}

/** Draws up to four kills of workers, one less than a launcher makes attempts. */
export function drawKills(dice: Randomness, hosts: readonly string[]): FaultPlan {
  const faults = Array.from({ length: 1 + dice.below(4) }, (): Fault => {
    const host = entryAt(hosts, dice.below(hosts.length));
    return { at: dice.below(DURING), kind: 'kill', host, lasts: 0 };
  });
  return { faults, isMild: false, isRecoverable: true };
}

/** A fault in words. */
export function faultText(fault: Fault): string {
  const during = 'lasts' in fault ? ` for ${fault.lasts} ms` : '';
  switch (fault.kind) {
    case 'cut':
      return `nothing gets from ${fault.from} to ${fault.to}${fault.both ? ' and back' : ''}${during}`;
    case 'slow':
      return `packets from ${fault.from} to ${fault.to} take ${fault.delay} ms or more${during}`;
    case 'rough':
      return `of the packets from ${fault.from} to ${fault.to}, ${percent(fault.damage)} are damaged and ${percent(fault.repeat)} repeated${during}`;
    case 'forget':
      return `a router forgets the connections of ${fault.host}`;
    case 'stop':
      return `${fault.host} is stopped${during}`;
    case 'kill':
      return `${fault.host} is killed, and down${during}`;
  }
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** Milliseconds, from the beginning, in which faults begin. */
const DURING = 8_000;
