import { replicationName, type ReplicationKey, type ReplicationProgress } from '@disco-engine/experiments';

/** Numbers in a message, such as an epoch: failures with the same cause differ in them. */
const NUMBERS = /\d+(\.\d+)?(e[+-]?\d+)?/g;

interface Failure {
  readonly text: string;
  readonly of: ReplicationKey[];
  /** Whether all of them have the same numbers. */
  isSame: boolean;
}

/** One line for each error, with the replications that it ended. Errors that differ only in numbers share a line. */
export function failureLines(replications: readonly ReplicationProgress[]): string[] {
  const failures = new Map<string, Failure>();
  for (const { case: number, replication, record } of replications) {
    if (!record?.error) continue;
    const text = `${record.error.message} [${record.error.code}]`;
    const key = text.replace(NUMBERS, '#');
    const known = failures.get(key);
    if (known === undefined) failures.set(key, { text, of: [{ case: number, replication }], isSame: true });
    else {
      known.of.push({ case: number, replication });
      known.isSame &&= known.text === text;
    }
  }
  const cases = new Set(replications.map((one) => one.case)).size;
  return [...failures.values()].map(({ text, of, isSame }) => {
    const example = isSame ? '' : ' (with other numbers in the others)';
    return `${whichText(of, replications.length, cases)}: ${text}${example}`;
  });
}

/** The replications, as in `5 replications (0 to 3, 7)`. */
function whichText(of: readonly ReplicationKey[], all: number, cases: number): string {
  const [first, second] = of;
  if (first !== undefined && second === undefined) return replicationName(first, cases);
  if (of.length === all) return `all ${all} replications`;
  const perCase = new Map<number, number[]>();
  for (const { case: number, replication } of of)
    perCase.set(
      number,
      [...(perCase.get(number) ?? []), replication].sort((a, b) => a - b),
    );
  const texts = [...perCase].map(([number, own]) => `${cases === 1 ? '' : `case ${number}: `}${rangesText(own)}`);
  return `${of.length} replications (${texts.join('; ')})`;
}

/** @param numbers ascending */
function rangesText(numbers: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const number of numbers) {
    const range = ranges.at(-1);
    if (range !== undefined && range[1] === number - 1) range[1] = number;
    else ranges.push([number, number]);
  }
  const texts = ranges.map(([first, last]) => {
    if (first === last) return String(first);
    return last === first + 1 ? `${first}, ${last}` : `${first} to ${last}`;
  });
  return texts.join(', ');
}
