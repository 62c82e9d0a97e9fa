import { open } from 'node:fs/promises';
import { jsonObject, parseJson } from '@disco-engine/data';
import type * as v from 'valibot';
import { finite, format, text } from '../fields/field-schemas.js';
import { hasCode } from './error-code.js';

/** A claim, which says who holds something of a results folder. */
export const claimSchema = jsonObject({
  format,
  host: text,
  boot: text,
  namespace: text,
  process: finite,
  start: text,
  /** When it was taken, by the clock of its holder. */
  since: text,
  /** Milliseconds after the last sign of life until it counts as given up. */
  lease: finite,
});

export type Holder = Readonly<v.InferOutput<typeof claimSchema>>;

/** What is seen of a claim at one moment. */
export interface SeenClaim {
  /** Undefined where the file is broken, as a loss of power can leave it. */
  readonly holder: Holder | undefined;
  /** Changes with each sign of life. */
  readonly beat: number;
}

/** Undefined where it is no longer there. */
export async function readClaim(file: string): Promise<SeenClaim | undefined> {
  let handle;
  try {
    // Network file systems ask the server anew when a file is opened.
    handle = await open(file, 'r');
    const { mtimeMs } = await handle.stat();
    return { holder: holderOf(await handle.readFile('utf8')), beat: mtimeMs };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
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
