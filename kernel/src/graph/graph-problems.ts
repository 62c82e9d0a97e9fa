import type { Problem } from '../errors.js';
import type { Adjacency } from './adjacency.js';
import type { GraphParts } from './graph-parts.js';
import { toldProblems } from './told-problems.js';

/** Everything that keeps arrays from being a layered graph. */
export function graphProblems({ keys, labels, weights, layers }: GraphParts): Problem[] {
  return [
    ...toldProblems(keyProblems(keys)),
    ...toldProblems(labelProblems(labels, keys)),
    ...toldProblems(weightProblems(weights, keys)),
    ...[...layers].flatMap(([name, edges]) => toldProblems(edgeProblems(name, edges, keys))),
  ];
}

/** Whether a number can be the weight of a vertex or an edge. */
export function isWeight(weight: number): boolean {
  return weight >= 0 && weight < Infinity;
}

/** Whether a text is a label: `type=value`, with a type that is not empty. */
export function isLabel(text: string): boolean {
  return text.indexOf('=') > 0;
}

function* keyProblems(keys: readonly string[]): Iterable<Problem> {
  if (keys[0] === '') yield { code: 'KEY_EMPTY', message: 'a vertex needs a key that is not empty' };
  for (let v = 1; v < keys.length; v++) {
    if (keys[v - 1] === keys[v])
      yield { code: 'VERTEX_REPEATED', message: `vertex '${keys[v]}' is there twice`, place: { vertex: keys[v] } };
    else if (!(keys[v - 1] < keys[v]))
      yield {
        code: 'ORDER_BROKEN',
        message: `vertex '${keys[v]}' stands behind '${keys[v - 1]}'; keys ascend by UTF-16 code units`,
      };
  }
}

function* labelProblems({ names, starts, labels }: GraphParts['labels'], keys: readonly string[]): Iterable<Problem> {
  for (const [index, name] of names.entries()) {
    if (!isLabel(name)) yield { code: 'LABEL_INVALID', message: `label '${name}' is not written type=value` };
    if (index > 0 && !(names[index - 1] < name))
      yield { code: 'ORDER_BROKEN', message: `label '${name}' stands behind '${names[index - 1]}'; labels ascend` };
  }
  yield* rowProblems('the labels of a vertex', { starts, targets: labels }, keys, names.length);
}

function* weightProblems(weights: Float64Array, keys: readonly string[]): Iterable<Problem> {
  if (weights.length !== keys.length)
    yield { code: 'LENGTH_WRONG', message: `there are ${keys.length} vertices and ${weights.length} weights` };
  for (const [vertex, weight] of weights.entries()) {
    if (isWeight(weight)) continue;
    const message = `vertex '${keys[vertex]}' has weight ${weight}, which is not a finite number of at least 0`;
    yield { code: 'WEIGHT_INVALID', message, place: { vertex: keys[vertex] } };
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
      message: `layer '${layer}' has ${targets.length} edges and ${weights.length} weights`,
    };
  for (const problem of rowProblems(`layer '${layer}'`, { starts, targets }, keys, keys.length)) {
    sound = false;
    yield problem;
  }
  if (!sound) return;
  for (let vertex = 0; vertex < keys.length; vertex++) {
    for (let e = starts[vertex]; e < starts[vertex + 1]; e++) {
      const [from, to] = [keys[vertex], keys[targets[e]]];
      if (targets[e] === vertex)
        yield {
          code: 'EDGE_SELF_LOOP',
          message: `layer '${layer}' leads from '${from}' to itself`,
          place: { vertex: from },
        };
      if (!isWeight(weights[e])) {
        const message = `edge ${from} → ${to} of layer '${layer}' has weight ${weights[e]}, which is not a finite number of at least 0`;
        yield { code: 'WEIGHT_INVALID', message };
      }
    }
  }
}

/** What keeps arrays from being sparse rows whose entries ascend, from 0 to below a bound. */
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
  // Where rows run backwards, one of them may reach far beyond the entries.
  let sound = true;
  for (let vertex = 0; vertex < keys.length; vertex++) {
    if (starts[vertex] <= starts[vertex + 1]) continue;
    sound = false;
    const message = `${what}: the row of '${keys[vertex]}' ends before it begins`;
    yield { code: 'LENGTH_WRONG', message, place: { vertex: keys[vertex] } };
  }
  if (!sound) return;
  for (let vertex = 0; vertex < keys.length; vertex++) {
    for (let at = starts[vertex]; at < starts[vertex + 1]; at++) {
      const follows = at === starts[vertex] ? targets[at] >= 0 : targets[at] > targets[at - 1];
      if (follows && targets[at] < bound) continue;
      const message = `${what}: entry ${targets[at]} in the row of '${keys[vertex]}' is out of order, twice, or beyond ${bound}`;
      yield { code: 'ORDER_BROKEN', message, place: { vertex: keys[vertex] } };
    }
  }
}
