import { isDeepStrictEqual } from 'node:util';
import type { ActivationRecord } from '@disco-engine/sdk';

/** The first activation in which two runs of a model differ. */
export interface Divergence {
  readonly node: string;
  readonly simproc: string;
  readonly epoch: number;
  /** What the node received in each run; undefined if that run has no further activation of it. */
  readonly expected: ActivationRecord | undefined;
  readonly actual: ActivationRecord | undefined;
}

/** The first activation of one node that differs, and its position in each trace. */
interface Candidate extends Divergence {
  readonly level: number;
  readonly places: readonly [expected: number | undefined, actual: number | undefined];
}

type Step = readonly [activation: ActivationRecord, place: number];

/**
 * Compares two traces of one model node by node, since the order of tied nodes is free, and returns the first
 * activation that differs in the order (epoch, simproc), or undefined if there is none.
 *
 * @param simprocs names, from the highest to the lowest
 */
export function findDivergence(
  expected: readonly ActivationRecord[],
  actual: readonly ActivationRecord[],
  simprocs: readonly string[],
): Divergence | undefined {
  const [expectedSteps, actualSteps] = [byNode(expected), byNode(actual)];
  let first: Candidate | undefined;
  for (const node of [...new Set([...expectedSteps.keys(), ...actualSteps.keys()])].sort()) {
    const candidate = firstOfNode(node, expectedSteps.get(node) ?? [], actualSteps.get(node) ?? [], simprocs);
    if (candidate !== undefined && (first === undefined || precedes(candidate, first))) first = candidate;
  }
  if (first === undefined) return undefined;
  const { node, simproc, epoch } = first;
  return { node, simproc, epoch, expected: first.expected, actual: first.actual };
}

function byNode(trace: readonly ActivationRecord[]): Map<string, Step[]> {
  const nodes = new Map<string, Step[]>();
  for (const [place, activation] of trace.entries()) {
    const steps = nodes.get(activation.node);
    if (steps === undefined) nodes.set(activation.node, [[activation, place]]);
    else steps.push([activation, place]);
  }
  return nodes;
}

function firstOfNode(
  node: string,
  expectedSteps: readonly Step[],
  actualSteps: readonly Step[],
  simprocs: readonly string[],
): Candidate | undefined {
  for (let i = 0; i < Math.max(expectedSteps.length, actualSteps.length); i++) {
    const [expected, expectedPlace] = expectedSteps[i] ?? [];
    const [actual, actualPlace] = actualSteps[i] ?? [];
    if (isDeepStrictEqual(expected, actual)) continue;
    const level = ({ simproc }: ActivationRecord): number => simprocs.indexOf(simproc);
    // If the two do not belong to the same port and epoch, the earlier one is what one run has and the other lacks.
    const [earlier] = [expected, actual]
      .filter((activation) => activation !== undefined)
      .sort((a, b) => a.epoch - b.epoch || level(a) - level(b));
    if (earlier === undefined) continue;
    const { simproc, epoch } = earlier;
    const places = [expectedPlace, actualPlace] as const;
    return { node, simproc, epoch, level: level(earlier), expected, actual, places };
  }
  return undefined;
}

/** Within a simproc and an epoch, a trace is ordered by rank, so causes precede effects. */
function precedes(a: Candidate, b: Candidate): boolean {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch;
  if (a.level !== b.level) return a.level < b.level;
  for (const [run, place] of a.places.entries()) {
    const other = b.places[run] ?? NaN;
    if (place !== undefined && other !== undefined) return place < other;
  }
  return false;
}
