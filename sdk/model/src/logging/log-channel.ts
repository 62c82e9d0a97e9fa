/** Every kind of channel; whatever reads logs takes the kinds from here. */
export const LOG_KINDS = ['series', 'time-weighted', 'tally', 'histogram', 'vector', 'state'] as const;

/** What a channel holds, which decides how it is summarized. */
export type LogKind = (typeof LOG_KINDS)[number];

/** One named thing that one node logs. Plain data, which JSON keeps. */
export interface LogChannel {
  readonly node: string;
  readonly name: string;
  readonly kind: LogKind;
  /** Empty where there is none. */
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Elements of a vector, bins of a histogram; else 1. */
  readonly size: number;
  /** Of a histogram: the bounds of its bins, ascending, one more than bins. */
  readonly edges?: readonly number[];
  /** Of a state channel: names of the states, by the number that its records have as index. */
  readonly states?: readonly string[];
  /** Of a channel that feeds a total over nodes: that total. */
  readonly across?: TotalDescription;
}

/** What a total over nodes is called, and more that it is told about itself. */
export interface TotalDescription {
  readonly name: string;
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What a channel is told about itself, for those who read the log. */
export interface ChannelOptions {
  /** Unit of the values, as in `pieces`; none by default. */
  readonly unit?: string | undefined;
  /** Anything by which channels are told apart later, as in `{ echelon: '3' }`. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** The canonical order of channels: by node, then by name, both in UTF-16 order. */
export function compareChannels(a: Pick<LogChannel, 'node' | 'name'>, b: Pick<LogChannel, 'node' | 'name'>): number {
  if (a.node !== b.node) return a.node < b.node ? -1 : 1;
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
