import fc from 'fast-check';
import { expect, it } from 'vitest';
import { thrownBy } from '../problems.js';
import { completeLayer } from '../sketch.js';
import { Trial } from '../trial.js';

const NODES = ['a', 'b', 'c', 'd', 'e', 'f'];
const SIMPROCS = ['x', 'y'];

/** Nodes that wake at all quarters, and fail where they are told to: at `node/simproc@epoch`. */
function failing(failures: ReadonlySet<string>, stepping: 'order' | 'shortest'): Trial {
  const act = (simproc: string) => (node: { name: string; epoch: number; wakeup(epoch: number): unknown }) => {
    if (failures.has(`${node.name}/${simproc}@${node.epoch}`)) throw new Error(`${node.name} fails`);
    node.wakeup(node.epoch + 0.25);
  };
  const simprocs = SIMPROCS.map((name) => completeLayer(name, 2));
  return new Trial({ simprocs, nodes: NODES }, { x: act('x'), y: act('y') }, { stepping });
}

const failure = fc
  .tuple(fc.constantFrom(...NODES), fc.constantFrom(...SIMPROCS), fc.integer({ min: 0, max: 24 }))
  .map(([node, simproc, quarter]) => `${node}/${simproc}@${quarter / 4}`);

it('of several handlers that throw, the run reports the first in order, however it steps', () => {
  fc.assert(
    fc.property(fc.uniqueArray(failure, { minLength: 1, maxLength: 8 }), (failures) => {
      const [ordered, windows] = (['order', 'shortest'] as const).map((stepping) => {
        const { kernel } = failing(new Set(failures), stepping);
        const error = thrownBy(() => kernel.advance(100));
        expect(kernel.failure).toBe(error);
        expect(thrownBy(() => kernel.advance(200))).toBe(error);
        return { message: error.message, place: error.place, code: error.code, epoch: kernel.epoch };
      });
      expect(windows).toEqual(ordered);
    }),
    { numRuns: 200, seed: 1 },
  );
});
