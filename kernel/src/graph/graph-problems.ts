import type { Problem } from '../errors.js';
import type { Adjacency } from './adjacency.js';
import type { GraphParts } from './graph-parts.js';
import { toldProblems } from './told-problems.js';

/** All reasons why these arrays do not form a layered graph. */
export function graphProblems({ keys, labels, weights, layers }: GraphParts): Problem[] {
  return [
    ...toldProblems(keyProblems(keys)),
    ...toldProblems(labelProblems(labels, keys)),
    ...toldProblems(weightProblems(weights, keys)),
    ...[...layers].flatMap(([name, edges]) => toldProblems(edgeProblems(name, edges, keys))),
  ];
}

/** Whether a number is a valid weight of a vertex or an edge. */
export function isWeight(weight: number): boolean {
  return weight >= 0 && weight < Infinity;
}

/** Whether a string is a label: `type=value`, with a non-empty type. */
export function isLabel(text: string): boolean {
  return text.indexOf('=') > 0;
}

function* keyProblems(keys: readonly string[]): Iterable<Problem> {
  if (keys[0] === '') yield { code: 'KEY_EMPTY', message: 'a vertex needs a non-empty key' };
  let before: string | undefined;
  for (const key of keys) {
    if (before === key)
      yield { code: 'VERTEX_REPEATED', message: `vertex '${key}' is defined twice`, place: { vertex: key } };
    else if (before !== undefined && !(before < key))
      yield {
        code: 'ORDER_BROKEN',
        message: `vertex '${key}' follows '${before}'; keys must ascend by UTF-16 code units`,
      };
    before = key;
  }
}

function* labelProblems({ names, starts, labels }: GraphParts['labels'], keys: readonly string[]): Iterable<Problem> {
  let before: string | undefined;
  for (const name of names) {
    if (!isLabel(name)) yield { code: 'LABEL_INVALID', message: `label '${name}' is not of the form type=value` };
    if (before !== undefined && !(before < name))
      yield { code: 'ORDER_BROKEN', message: `label '${name}' follows '${before}'; labels must ascend` };
    before = name;
  }
  yield* rowProblems('the labels of a vertex', { starts, targets: labels }, keys, names.length);
}

function* weightProblems(weights: Float64Array, keys: readonly string[]): Iterable<Problem> {
  if (weights.length !== keys.length)
    yield { code: 'LENGTH_WRONG', message: `there are ${keys.length} vertices but ${weights.length} weights` };
  for (const [vertex, weight] of weights.entries()) {
    const key = keys[vertex];
    if (key === undefined) return;
    if (isWeight(weight)) continue;
    const message = `vertex '${key}' has weight ${weight}, which is not a finite number of at least 0`;
    yield { code: 'WEIGHT_INVALID', message, place: { vertex: key } };
  }
}

function* edgeProblems(
  layer: string,
  { starts, targets, weights }: Adjacency,
  keys: readonly string[],
): Iterable<Problem> {
  let sound = weights.length === targets.length;
  if (!sound)
    yield {
      code: 'LENGTH_WRONG',
      message: `layer '${layer}' has ${targets.length} edges but ${weights.length} weights`,
    };
  for (const problem of rowProblems(`layer '${layer}'`, { starts, targets }, keys, keys.length)) {
    sound = false;
    yield problem;
  }
  if (!sound) return;
  for (const [vertex, from] of keys.entries()) {
    for (let e = starts[vertex] ?? NaN; e < (starts[vertex + 1] ?? NaN); e++) {
      const [target, weight] = [targets[e] ?? NaN, weights[e] ?? NaN];
      if (target === vertex)
        yield {
          code: 'EDGE_SELF_LOOP',
          message: `layer '${layer}' leads from '${from}' to itself`,
          place: { vertex: from },
        };
      if (!isWeight(weight)) {
        const message = `edge ${from} → ${keys[target]} of layer '${layer}' has weight ${weight}, which is not a finite number of at least 0`;
        yield { code: 'WEIGHT_INVALID', message };
      }
    }
  }
}

/** Reasons why these arrays do not form sparse rows with ascending entries between 0 and a bound. */
function* rowProblems(
  what: string,
  { starts, targets }: Pick<Adjacency, 'starts' | 'targets'>,
  keys: readonly string[],
  bound: number,
): Iterable<Problem> {
  if (starts.length !== keys.length + 1 || starts[0] !== 0 || starts[keys.length] !== targets.length) {
    const message = `${what}: the rows do not fit ${keys.length} vertices and ${targets.length} entries`;
    yield { code: 'LENGTH_WRONG', message };
    return;
  }
  // If rows run backwards, one of them may extend far beyond the entries.
  let sound = true;
  for (const [vertex, key] of keys.entries()) {
    if ((starts[vertex] ?? NaN) <= (starts[vertex + 1] ?? NaN)) continue;
    sound = false;
    const message = `${what}: the row of '${key}' ends before it begins`;
    yield { code: 'LENGTH_WRONG', message, place: { vertex: key } };
  }
  if (!sound) return;
  for (const [vertex, key] of keys.entries()) {
    for (let at = starts[vertex] ?? NaN; at < (starts[vertex + 1] ?? NaN); at++) {
      const target = targets[at] ?? NaN;
      const follows = at === starts[vertex] ? target >= 0 : target > (targets[at - 1] ?? NaN);
      if (follows && target < bound) continue;
      const message = `${what}: entry ${target} in the row of '${key}' is out of order, repeated, or not below ${bound}`;
      yield { code: 'ORDER_BROKEN', message, place: { vertex: key } };
    }
  }
}
