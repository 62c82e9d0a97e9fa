import { open, stat } from 'node:fs/promises';
import { whileReadable } from './readable.js';
import { stageCsv } from './stage-csv.js';
import { stageDuckDb } from './stage-duckdb.js';
import { stageJsonl } from './stage-jsonl.js';
import { stageParquet } from './stage-parquet.js';
import { stagePostgres } from './stage-postgres.js';
import { stageSqlite } from './stage-sqlite.js';
import type { StagedTable } from './staged-table.js';
import type { Staging } from './staging.js';
import type { ParsedLocation } from './table-location.js';
import type { TableReading } from './table-options.js';

/** Makes a table readable for DuckDB, and reports problems. */
export async function stageTable(
  location: ParsedLocation,
  reading: TableReading,
  staging: Staging,
): Promise<StagedTable | undefined> {
  return whileReadable(location, staging, async () => {
    if (location.kind !== 'postgres' && (await isFolder(location.path)))
      return void staging.report.add('FILE_UNREADABLE', 'this is a folder; give a file', { file: location.shown });
    return stage(location, reading, staging);
  });
}

async function stage(
  location: ParsedLocation,
  reading: TableReading,
  staging: Staging,
): Promise<StagedTable | undefined> {
  switch (location.kind) {
    case 'csv':
      return stageCsv(location, reading, staging);
    case 'jsonl':
      return stageJsonl(location, reading, staging);
    case 'parquet':
      return stageParquet(location, staging);
    case 'postgres':
      return stagePostgres(location, staging);
    case 'database':
      return (await isSqlite(location.path)) ? stageSqlite(location, staging) : stageDuckDb(location, staging);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path)).isDirectory();
}

/** Recognizes SQLite by the first bytes of a file, because names of database files are unreliable. */
async function isSqlite(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return bytesRead === 16 && buffer.toString('latin1') === 'SQLite format 3\0';
  } finally {
    await file.close();
  }
}
