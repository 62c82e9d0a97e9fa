/** Limits on tables, so that a wrong file causes an error instead of exhausting the machine. */
export interface TableLimits {
  /** Vertices of all node types. */
  readonly vertices: number;
  /** Edges of all layers. */
  readonly edges: number;
  readonly layers: number;
  /** Columns of one table. */
  readonly columns: number;
  /** Distinct labels. */
  readonly labels: number;
  /** UTF-16 code units of a key. */
  readonly keyLength: number;
  /** UTF-16 code units of a text, including labels. */
  readonly textLength: number;
  /** Bytes of a CSV row or of a JSON line. */
  readonly lineBytes: number;
  /** Bytes of an SQLite file, which is read as a whole. */
  readonly sqliteBytes: number;
}

export const TABLE_LIMITS: TableLimits = {
  vertices: 20_000_000,
  edges: 100_000_000,
  layers: 256,
  columns: 1_000,
  labels: 5_000_000,
  keyLength: 1_000,
  textLength: 1_000_000,
  lineBytes: 2_000_000,
  sqliteBytes: 1 << 30,
};
