import type { EndedReplication } from './ended-replication.js';

/** A sentence on finished replications without a value of a response or channel; undefined if all have one. */
export function missingText(name: string, values: number, reasons: readonly string[]): string | undefined {
  const [reason] = reasons;
  if (reason === undefined) return undefined;
  return `${name} has a value in ${values} of ${values + reasons.length} replications: ${reason}`;
}

/** One sentence for each of these responses that lacks a value in some of these replications. */
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
