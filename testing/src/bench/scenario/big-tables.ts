import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The size of the tables. */
export interface TableSize {
  readonly vertices: number;
  /** Edges in each of the two layers. */
  readonly edges: number;
}

/** The files of a scenario. */
export interface BigTables {
  readonly stages: string;
  readonly orders: string;
  readonly supplies: string;
}

export const LOCATIONS = 1000;
export const ECHELONS = 10;

/**
 * Writes the tables of a synthetic supply network as Parquet: `ECHELONS` echelons of equal size, five labels per stage,
 * and arcs from each echelon to the next, mostly within a location or to a nearby one. Computed from hashes of row
 * numbers, so always the same.
 */
export async function writeBigTables(folder: string, { vertices, edges }: TableSize): Promise<BigTables> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const fileOf = (name: string): string => join(folder, `${name}.parquet`);
  const [stages, orders, supplies] = [fileOf('stages'), fileOf('orders'), fileOf('supplies')];
  const size = vertices / ECHELONS;
  await connection.run(`
    copy (
      select ${key('i')} as stage, 'L' || (i % ${LOCATIONS}) as location, 'E' || (i // ${size}) as echelon,
             'F' || (hash(i) % 500) as family, 'R' || (hash(i + 7) % 20000) as resource, 'C' || (i % 40) as country,
             1 + (hash(i + 1) % 28)::double / 2 as lead_time, (hash(i + 2) % 1000)::int as cover,
             case when i < ${size} then (hash(i + 3) % 10000)::double / 100 end as demand
      from range(${vertices}) stages(i)
    ) to '${stages}' (format parquet)`);
  for (const [file, seed, ends] of [
    [orders, 11, ['tail', 'head']],
    [supplies, 13, ['head', 'tail']],
  ] as const) {
    // An arc leads from a stage to one in the next echelon, up to three locations away or, one time in twenty,
    // anywhere.
    await connection.run(`
      copy (
        select ${key(ends[0])} as "from", ${key(ends[1])} as "to", any_value(units) as weight from (
          select tail, (tail // ${size} + 1) * ${size} + (
                   case when hash(i + ${seed}) % 20 = 0 then hash(i * 3 + ${seed})
                        else tail % ${size} - tail % ${LOCATIONS} + hash(i * 5 + ${seed}) % 7 * ${LOCATIONS}
                             + (tail + hash(i * 7 + ${seed}) % 4) % ${LOCATIONS} end
                 ) % ${size} as head, (1 + hash(i + 17) % 9)::double as units
          from (select i, i % ${vertices - size} as tail from range(${Math.round(edges * 1.06)}) arcs(i))
        ) group by tail, head order by tail, head limit ${edges}
      ) to '${file}' (format parquet)`);
  }
  connection.closeSync();
  instance.closeSync();
  return { stages, orders, supplies };
}

/** The SQL expression of a stage's key; the order of keys differs from that of the rows. */
function key(row: string): string {
  return `'S' || lpad(((${row}::bigint * 7919) % 10000019)::varchar, 8, '0')`;
}
