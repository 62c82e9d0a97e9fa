import { open, stat } from 'node:fs/promises';
import { DiscoError, entryAt } from '@disco-engine/kernel';
import { stageCsv } from './stage-csv.js';
import { stageDuckDb } from './stage-duckdb.js';
import { stageJsonl } from './stage-jsonl.js';
import { stageParquet } from './stage-parquet.js';
import { stagePostgres } from './stage-postgres.js';
import { stageSqlite } from './stage-sqlite.js';
import type { StagedTable } from './staged-table.js';
import { CareNeeded, type Staging } from './staging.js';
import type { ParsedLocation } from './table-location.js';
import type { TableReading } from './table-options.js';
import { wantedColumns } from './wanted-columns.js';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'the file may not be read; check its permissions',
  EISDIR: 'this is a folder; name a file',
  ENAMETOOLONG: 'no file has such a long name',
  ELOOP: 'its links lead in a circle',
};

/** Makes a table readable for DuckDB. Says what is wrong where it cannot. */
export async function stageTable(
  location: ParsedLocation,
  reading: TableReading,
  staging: Staging,
): Promise<StagedTable | undefined> {
  const { report } = staging;
  const file = location.shown;
  try {
    if (location.kind !== 'postgres' && (await isFolder(location.path)))
      return void report.add('FILE_UNREADABLE', 'this is a folder; name a file', { file });
    return await stage(location, reading, staging);
  } catch (error) {
    if (error instanceof DiscoError || error instanceof CareNeeded || !(error instanceof Error)) throw error;
    // What a system call refused has a code; DuckDB and the unpacking only have a text.
    const code = 'code' in error ? String(error.code) : '';
    if ('syscall' in error) report.add('FILE_UNREADABLE', WHY[code] ?? `the file cannot be read (${code})`, { file });
    else if (error.message.startsWith('Permission Error'))
      report.add(
        'ACCESS_REFUSED',
        `a view of the file reads something outside of it, which an import never does; copy its rows into a table: ${firstLine(error)}`,
        { file },
      );
    else if (error.message.startsWith('Out of Memory'))
      report.add('TABLE_TOO_LARGE', `the table needs more memory than there is: ${firstLine(error)}`, { file });
    else
      report.add('FILE_FORMAT_UNKNOWN', `the table cannot be read as what it is named: ${firstLine(error)}`, { file });
    return undefined;
  }
}

async function stage(
  location: ParsedLocation,
  reading: TableReading,
  staging: Staging,
): Promise<StagedTable | undefined> {
  switch (location.kind) {
    case 'csv':
      return stageCsv(location, { delimiter: reading.delimiter, emptyText: reading.emptyText === true }, staging);
    case 'jsonl':
      return stageJsonl(location, wantedColumns(reading), staging);
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

/** Names of database files tell little; their first bytes do. */
async function isSqlite(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return bytesRead === 16 && buffer.toString('latin1') === 'SQLite format 3\0';
  } finally {
    await file.close();
  }
}

/** DuckDB adds lines with the statement and advice about its own options. */
function firstLine(error: Error): string {
  return entryAt(error.message.split('\n', 1), 0);
}
