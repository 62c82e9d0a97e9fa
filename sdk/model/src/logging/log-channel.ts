/** All kinds of channels; everything that reads logs takes the kinds from here. */
export const LOG_KINDS = ['series', 'time-weighted', 'tally', 'histogram', 'vector', 'state'] as const;

/** The kind of a channel determines how it is summarized. */
export type LogKind = (typeof LOG_KINDS)[number];

/** One named series of records that a node logs. Plain JSON data. */
export interface LogChannel {
  readonly node: string;
  readonly name: string;
  readonly kind: LogKind;
  /** Empty if there is none. */
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Number of elements of a vector or of bins of a histogram; otherwise 1. */
  readonly size: number;
  /** For a histogram: the edges of its bins, ascending; one more than bins. */
  readonly edges?: readonly number[];
  /** For a state channel: the names of the states, indexed by the state numbers in its records. */
  readonly states?: readonly string[];
  /** For a channel that feeds a total over nodes: that total. */
  readonly across?: TotalDescription;
}

/** Name and options of a total over nodes. */
export interface TotalDescription {
  readonly name: string;
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Describes a channel to the readers of the log. */
export interface ChannelOptions {
  /** Unit of the values, such as `pieces`; none by default. */
  readonly unit?: string | undefined;
  /** Anything that distinguishes channels later, such as `{ echelon: '3' }`. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** The canonical order of channels: by node, then by name, by UTF-16 code units. */
export function compareChannels(a: Pick<LogChannel, 'node' | 'name'>, b: Pick<LogChannel, 'node' | 'name'>): number {
  if (a.node !== b.node) return a.node < b.node ? -1 : 1;
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
