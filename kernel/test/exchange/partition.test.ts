import {
  buildTopology,
  Kernel,
  KernelGroup,
  MOST_WORKERS,
  type NodeRuntime,
  type Partition,
} from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { codesOf, problemsOf, thrownBy } from '../problems.js';
import { layer, topologySpec } from '../sketch.js';

const topology = buildTopology(topologySpec({ simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } }));
const program = { handlers: [() => {}] };
const runtimes = (...nodes: string[]): NodeRuntime[] => nodes.map((node) => ({ node, program, state: {} }));

function kernelOf(partition: Partition, ...nodes: string[]): Kernel {
  return new Kernel(topology, runtimes(...nodes), { partition });
}

describe('a partition', () => {
  it('is refused with all of its problems', () => {
    const hosts = Int32Array.of(0, 7, 1);
    const problems = problemsOf(() => kernelOf({ worker: 2, workers: 2, hosts }, 'a'));
    expect(problems.map(({ message }) => message)).toEqual([
      'there is no worker 2: the 2 workers are numbered from 0',
      '3 nodes are placed, but the topology has 2',
      "node 'b' is placed on worker 7, but the 2 workers are numbered from 0",
    ]);
    expect(codesOf(() => kernelOf({ worker: 0, workers: 0, hosts: Int32Array.of(0, 0) }, 'a'))).toContain(
      'ARGUMENT_INVALID',
    );
    const partition = { worker: 0, workers: 2, hosts: Int32Array.of(0, 1) };
    const refused = problemsOf(() => new Kernel(topology, runtimes('a'), { partition, window: 0 }));
    expect(refused.map(({ message }) => message)).toEqual(['the window is 0 events; give a number of at least 1']);
  });

  it.each([
    [{ workers: 0 }, 'there are 0 workers; give a whole number from 1 to 1024'],
    [{ workers: 1.5 }, 'there are 1.5 workers; give a whole number from 1 to 1024'],
    [{ workers: 1025 }, 'there are 1025 workers; give a whole number from 1 to 1024'],
    [{ workers: NaN }, 'there are NaN workers; give a whole number from 1 to 1024'],
    [{ worker: -1 }, 'there is no worker -1: the 2 workers are numbered from 0'],
    [{ worker: 0.5 }, 'there is no worker 0.5: the 2 workers are numbered from 0'],
    [{ hosts: Int32Array.of(2, 1) }, "node 'a' is placed on worker 2, but the 2 workers are numbered from 0"],
    [{ hosts: Int32Array.of(0, -1) }, "node 'b' is placed on worker -1, but the 2 workers are numbered from 0"],
    [{ hosts: Int32Array.of(0, 1, 5) }, 'node 2 is placed on worker 5, but the 2 workers are numbered from 0'],
  ])('is refused with %o', (wrong, message) => {
    const partition = { worker: 0, workers: 2, hosts: Int32Array.of(0, 1), ...wrong };
    const refused = thrownBy(() => kernelOf(partition, 'a'));
    expect(refused.code).toBe('PARTITION_INVALID');
    expect(refused.message).toMatch(/^the placement of the nodes has /);
    expect(problemsOf(() => kernelOf(partition, 'a')).map((problem) => problem.message)).toContain(message);
  });

  it('may have as many workers as a message has counts for', () => {
    const partition = { worker: 1023, workers: MOST_WORKERS, hosts: Int32Array.of(0, 1023) };
    expect(kernelOf(partition, 'b').isAlone).toBe(false);
  });

  it('accepts its own nodes and no others', () => {
    const partition = { worker: 0, workers: 2, hosts: Int32Array.of(0, 1) };
    expect(codesOf(() => kernelOf(partition))).toEqual(['RUNTIME_MISSING']);
    expect(codesOf(() => kernelOf(partition, 'a', 'b'))).toEqual(['NODE_FOREIGN']);
    expect(problemsOf(() => kernelOf(partition, 'a', 'b'))).toMatchObject([
      { message: "node 'b' belongs to another worker", place: { node: 'b' } },
    ]);
    expect(kernelOf(partition, 'a').isAlone).toBe(false);
  });

  it('with all nodes is equivalent to none', () => {
    const kernel = kernelOf({ worker: 0, workers: 1, hosts: Int32Array.of(0, 0) }, 'a', 'b');
    expect(kernel.advance(1)).toBe('finished');
    expect(kernel.isAlone).toBe(true);
    expect(kernel.exchangeReport).toBeUndefined();
    expect(kernel.crossed).toEqual({ sent: 0, received: 0 });
    expect(kernel.waitsFor()).toBeUndefined();
    kernel.waited(5);
    kernel.tell('blocked', () => expect.unreachable('there is no other worker'));
    const plain = new Kernel(topology, runtimes('a', 'b'));
    plain.advance(1);
    expect(kernel.digest).toBe(plain.digest);
  });

  it('may be empty', () => {
    const hosts = Int32Array.of(0, 0);
    const group = new KernelGroup([
      kernelOf({ worker: 0, workers: 2, hosts }, 'a', 'b'),
      kernelOf({ worker: 1, workers: 2, hosts }),
    ]);
    expect(group.advance(5)).toBe('finished');
    expect(group.activations).toBe(2);
  });

  it('refuses messages from a worker that does not exist, and all messages if it is alone', () => {
    const [left, right] = [0, 1].map((worker) =>
      kernelOf({ worker, workers: 2, hosts: Int32Array.of(0, 1) }, worker === 0 ? 'a' : 'b'),
    );
    left.advance(1);
    left.tell('blocked', (_, message) => {
      expect(thrownBy(() => right.receive(5, message)).code).toBe('MESSAGE_INVALID');
      const alone = new Kernel(topology, runtimes('a', 'b'));
      expect(thrownBy(() => alone.receive(0, message)).code).toBe('MESSAGE_INVALID');
    });
  });
});
