import { expect, test } from 'vitest';
import { resumingCommand } from '../../src/experiment/resuming-command.js';
import { Flags } from '../../src/flags/flags.js';
import { EXPERIMENT_FORM } from '../../src/run/run-spec.js';

function resumedWith(...options: readonly string[]): string {
  const flags = new Flags(['a.ts', ...options], EXPERIMENT_FORM);
  const shard = flags.has('shard') ? { index: 3, count: 16 } : undefined;
  return resumingCommand('a.ts', 'out', flags, shard).replace(/^.*disco run /, '');
}

test.each([
  ['file.duckdb', ' --store file.duckdb'],
  ['postgres://db/disco', ' --store postgres://db/disco'],
  ['postgres://me@db.example:5433/disco', ' --store postgres://me@db.example:5433/disco'],
  ['postgres://me:secret@db/disco', ''],
  ['postgres://me:se/cr@et@db/disco', ''],
  ['postgres://me@db/disco?password=secret', ''],
  ['postgres://db/disco#secret', ''],
])('the command to paste after --store %s shows no password', (store, shown) => {
  expect(resumedWith('--store', store)).toBe(`a.ts --results out${shown}`);
});

test.each(['env', 'env/16', '3/16'])('the command to paste after --shard %s names the shard', (shard) => {
  expect(resumedWith('--shard', shard, '--keep', '--fresh')).toBe('a.ts --results out --shard 3/16 --keep');
});
