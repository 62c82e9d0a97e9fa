import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecord } from '@disco-engine/experiments';
import { expect, test } from 'vitest';

const page = await readFile(new URL('../../../../docs/guides/experiments.md', import.meta.url), 'utf8');
const example = /A `run\.json`.*?```json\n(.*?)```\n\n(.*?)\n\n/s.exec(page);

test('the documented run.json is valid', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'disco-documented-'));
  const place = join(folder, 'case-0001/replication-0002');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'run.json'), example?.[1] ?? '');
  await writeFile(join(place, 'log.parquet'), 'PAR1PAR1');
  expect(await readRecord(folder, { case: 1, replication: 2 })).toEqual(JSON.parse(example?.[1] ?? ''));
  await rm(folder, { recursive: true });
});

test('each field of that run.json is explained', () => {
  const told = new Set(
    [...(example?.[2] ?? '').matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    ),
  );
  const fields = Object.keys(JSON.parse(example?.[1] ?? '') as object).filter(
    (name) => !/^(case|replication)$/.test(name),
  );
  expect(fields.filter((name) => !told.has(name))).toEqual([]);
});
