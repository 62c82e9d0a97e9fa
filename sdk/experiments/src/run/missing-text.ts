import type { EndedReplication } from './ended-replication.js';

/** A sentence on replications that have finished without a value of a response or a channel; undefined where all have one. */
export function missingText(name: string, values: number, reasons: readonly string[]): string | undefined {
  const [reason] = reasons;
  if (reason === undefined) return undefined;
  return `${name} has a value in ${values} of ${values + reasons.length} replications: ${reason}`;
}

/** One of each of some responses that have none in some of these replications. */
export function missingNotes(names: readonly string[], ended: readonly EndedReplication[]): string[] {
  const finished = ended.filter(({ status }) => status === 'FINISHED');
  return names.flatMap((name) => {
    const reasons = finished.flatMap(({ responses }) => {
      const value = responses?.[name];
      return typeof value === 'object' && 'missing' in value ? [value.missing] : [];
    });
    return missingText(name, finished.length - reasons.length, reasons) ?? [];
  });
}
