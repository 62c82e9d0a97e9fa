import { entryAt } from '@disco-engine/kernel';
import type { Column } from '@disco-engine/sdk';

/** The whole numbers of a batch, which the query must cast to INTEGER; -1 if missing. */
export function intsOf(batch: Column | undefined): Int32Array {
  if (batch?.type !== 'int32') throw new TypeError(`a query returned ${batch?.type ?? 'no column'}, not int32`);
  const { values, missing } = batch;
  return missing === undefined ? values : values.map((value, row) => (missing[row] === 1 ? -1 : value));
}

/** The texts of a batch, none of which is missing. */
export function textsOf(batch: Column | undefined): string[] {
  if (batch?.type !== 'text') throw new TypeError(`a query returned ${batch?.type ?? 'no column'}, not text`);
  return Array.from(batch.codes, (code) => entryAt(batch.texts, code));
}
