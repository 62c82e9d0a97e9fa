import type { Shard } from '@disco-engine/experiments';
import { shardInEnvironment, type FoundShard } from '../scheduler/array-task.js';
import type { SchedulerEnvironment } from '../scheduler/environment.js';
import type { Flags } from './flags.js';

/** Reads `--shard`: `3/16`, `env` or `env/16`. Problems are added to those of the flags. */
export function readShard(flags: Flags, env: SchedulerEnvironment = process.env): Shard | undefined {
  const text = flags.text('shard');
  if (text === undefined) return undefined;
  for (const name of ['fresh', 'keep'])
    if (flags.has(name))
      flags.refuse(
        'OPTION_INVALID',
        `--${name} changes the folder for all shards, so no single one may; leave it out, and give a folder that is new or matches`,
      );
  const found = shardOf(text, env);
  if ('shard' in found) return found.shard;
  flags.refuse('VALUE_INVALID', `--shard is '${text}'; ${found.problem}`);
  return undefined;
}

const FORMS = 'it must be I/N, such as 3/16, or env, or env/N';

function shardOf(text: string, env: SchedulerEnvironment): FoundShard {
  const [, first = '', second] = /^(\d{1,9}|env)(?:\/(\d{1,9}))?$/.exec(text) ?? [];
  const count = second === undefined ? undefined : Number(second);
  if (first === '' || (count === undefined && first !== 'env')) return { problem: FORMS };
  if (count === 0) return { problem: 'there must be at least one shard' };
  if (first === 'env') return shardInEnvironment(env, count);
  const index = Number(first);
  if (count !== undefined && index >= 1 && index <= count) return { shard: { index, count } };
  return { problem: `the first number must be from 1 to ${count}` };
}
