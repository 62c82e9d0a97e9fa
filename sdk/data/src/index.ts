export { scenarioFromTables } from './tables/scenario-from-tables.js';
export { exportTables, type TableFormat } from './tables/export-tables.js';
export { readCsvFile, type CsvFile, type CsvFileRow } from './tables/read-csv-file.js';
export { csvText, type NamedColumns } from './tables/csv-text.js';
export { parquetBytes } from './tables/parquet-bytes.js';
export { parseTableOptions } from './tables/parse-table-options.js';
export type { TableLimits } from './tables/table-limits.js';
export type {
  ImportOptions,
  LabelColumn,
  LayerTableOptions,
  TableLocation,
  TableOptions,
  TableReading,
  VertexTableOptions,
} from './tables/table-options.js';
export { loadStored, openStore } from './store/open-store.js';
export type { ScenarioStore, StoredVersion } from './store/scenario-store.js';
export { FileClaim } from './logs/file-claim.js';
export { CsvLog, ParquetLog } from './logs/file-log.js';
export { SpoolLog } from './logs/spool-log.js';
export { formatOf, writeLog, type LogFormat, type WriteLogOptions } from './logs/write-log.js';
export { jsonCheck, type RefuseField } from './json/json-check.js';
export { jsonObject, jsonRecord } from './json/json-object.js';
export { parseJson, type ParsedJson } from './json/parse-json.js';
