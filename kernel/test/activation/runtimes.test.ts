import { describe, expect, it } from 'vitest';
import { buildTopology, Kernel, type NodeProgram, type NodeRuntime } from '@disco-engine/kernel';
import { problemsOf, thrownBy } from '../problems.js';
import { layer, nodeType, topologySpec } from '../sketch.js';

const topology = buildTopology(
  topologySpec(
    { simprocs: [layer('x'), layer('y')], nodes: ['a', 'b', 'c'] },
    [nodeType('both', [0, 1]), nodeType('second', [1])],
    { c: 1 },
  ),
);
const both: NodeProgram = { handlers: [() => {}, () => {}] };
const second: NodeProgram = { handlers: [undefined, () => {}] };

function runtime(node: string, program: NodeProgram): NodeRuntime {
  return { node, program, state: {} };
}

const sound = [runtime('a', both), runtime('b', both), runtime('c', second)];

describe('the runtimes of a kernel', () => {
  it('are one for each node, in any order', () => {
    expect(new Kernel(topology, [...sound].reverse()).advance(1)).toBe('finished');
  });

  it.each<[string, readonly NodeRuntime[], string]>([
    ['RUNTIME_MISSING', sound.slice(1), "node 'a' has no runtime"],
    ['NODE_UNKNOWN', [...sound, runtime('zebra', both)], "no node 'zebra'"],
    ['NODE_REPEATED', [...sound, runtime('a', both)], "node 'a' has two runtimes"],
    [
      'PROGRAM_MISMATCH',
      [sound[0], runtime('b', { handlers: [() => {}, () => {}] }), sound[2]],
      "node 'b' has a different program",
    ],
    [
      'HANDLER_MISSING',
      [sound[0], sound[1], runtime('c', { handlers: [() => {}] })],
      "'second' declares that it handles 'y'",
    ],
  ])('are refused with %s', (code, runtimes, words) => {
    const problems = problemsOf(() => new Kernel(topology, runtimes));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0].message).toContain(words);
    const node = /node '(\w+)'/.exec(words)?.[1];
    expect(problems[0].place).toEqual(node === undefined ? undefined : { node });
    expect(thrownBy(() => new Kernel(topology, runtimes)).message).toMatch(/^the list of runtimes has /);
  });

  it('are refused with all of their problems', () => {
    const runtimes = [runtime('a', both), runtime('a', both), runtime('d', both), runtime('c', { handlers: [] })];
    const error = thrownBy(() => new Kernel(topology, runtimes));
    expect(error.code).toBe('RUNTIMES_INVALID');
    expect(problemsOf(() => new Kernel(topology, runtimes)).map(({ code }) => code)).toEqual([
      'NODE_REPEATED',
      'NODE_UNKNOWN',
      'RUNTIME_MISSING',
      'HANDLER_MISSING',
    ]);
  });
});
