import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidInputError } from '@disco-engine/sdk';
import type { Chain } from '../src/chain.js';
import { readChain, type ChainLimits } from '../src/chain-file.js';

export const HEADER =
  'stage_id,lead_time,max_s_time,cost_rate,risk_pool,ext_demand_mean,ext_demand_std,ext_demand_thres,up_stages';

/** A chain file with the given rows. */
export function chainText(...rows: readonly string[]): string {
  return [HEADER, ...rows, ''].join('\n');
}

/** Reads a chain from text, bytes or chunks of bytes by way of a file, `chain.csv`. */
export async function readText(
  content: string | Uint8Array | Iterable<Uint8Array>,
  limits?: ChainLimits,
): Promise<Chain> {
  const folder = await mkdtemp(join(tmpdir(), 'chain-'));
  try {
    const file = join(folder, 'chain.csv');
    await writeFile(file, content);
    return await (limits === undefined ? readChain(file) : readChain(file, limits));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The error with which reading ends; throws if it succeeds, or fails with another kind of error. */
export async function refusal(reading: Promise<Chain>): Promise<InvalidInputError> {
  const outcome = await reading.catch((error: unknown) => error);
  if (outcome instanceof InvalidInputError) return outcome;
  throw outcome instanceof Error ? outcome : new Error('the file was accepted');
}

/** Code and line of each problem, such as `UNITS_MISSING@3`. */
export function problemsOf(error: InvalidInputError): string[] {
  return error.problems.map(({ code, place }) => `${code}@${place?.line ?? '-'}`);
}
