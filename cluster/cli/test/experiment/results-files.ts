import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReplicationRecord } from '@disco-engine/experiments';

/** The contents of a results folder, without times: by path, the records, and the hashes of logs. */
export async function contentOf(folder: string): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  const files = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  for (const file of files.sort()) {
    if (file.endsWith('run.json')) content[file] = { ...(await recordAt(join(folder, file))), seconds: 0, workers: [] };
    else if (file.endsWith('log.parquet'))
      content[file] = createHash('sha256')
        .update(await readFile(join(folder, file)))
        .digest('hex');
    else if (file.includes('spool') || file.includes('partial')) content[file] = 'left over';
  }
  return content;
}

async function recordAt(file: string): Promise<ReplicationRecord> {
  return JSON.parse(await readFile(file, 'utf8')) as ReplicationRecord;
}
