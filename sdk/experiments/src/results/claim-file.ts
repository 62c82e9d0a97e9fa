import { open } from 'node:fs/promises';
import { jsonObject, parseJson } from '@disco-engine/data';
import * as v from 'valibot';
import { finite, flag, format, text } from '../fields/field-schemas.js';
import { hasCode } from './error-code.js';

/** A claim file, which names the holder of a claim in a results folder. */
export const claimSchema = jsonObject({
  format,
  host: text,
  boot: text,
  namespace: text,
  process: finite,
  start: text,
  /** When it was taken, by the clock of the disk. */
  since: text,
  /** Milliseconds from the last renewal until the claim counts as abandoned. */
  lease: finite,
  /** Whether it is held only while a shard opens the folder, which is soon over. */
  opening: v.exactOptional(flag),
});

export type Holder = Readonly<v.InferOutput<typeof claimSchema>>;

/** A claim as seen at one moment. */
export interface SeenClaim {
  /** Undefined if the file is damaged, for example after a power failure. */
  readonly holder: Holder | undefined;
  /** Changes with each renewal. */
  readonly beat: number;
}

/** Reads a claim; undefined if it no longer exists. */
export async function readClaim(file: string): Promise<SeenClaim | undefined> {
  let handle;
  try {
    // Opening the file makes network file systems ask the server again.
    handle = await open(file, 'r');
    const { mtimeMs } = await handle.stat();
    return { holder: holderOf(await handle.readFile('utf8')), beat: mtimeMs };
  } catch (error) {
    // On NFS, a file that was removed after it had been opened is stale.
    if (hasCode(error, 'ENOENT', 'ESTALE')) return undefined;
    throw error;
  } finally {
    await handle?.close();
  }
}

function holderOf(content: string): Holder | undefined {
  try {
    return parseJson(claimSchema, JSON.parse(content)).value;
  } catch {
    return undefined;
  }
}
