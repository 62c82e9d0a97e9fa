import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '@disco-engine/kernel';
import { sumLayers } from '@disco-engine/sdk';
import {
  graphOf,
  LAYERS,
  listed,
  naiveGraphs,
  summed,
  type NumberedEdge as Edge,
} from '../../../../kernel/test/graph/graphs.js';
import { thrownBy } from '../../../../kernel/test/problems.js';

describe('the sum of layers', () => {
  it('has an edge wherever one of the layers has one, with the sum of the weights', () => {
    const names = fc.array(fc.constantFrom(...LAYERS), { maxLength: 5 });
    fc.assert(
      fc.property(naiveGraphs, fc.option(names, { nil: undefined }), (naive, layers) => {
        const graph = graphOf(naive);
        const edges = (layers ?? LAYERS).flatMap((name) => naive.edges.filter(({ layer }) => layer === name));
        const wanted = edges.map(({ from, to, weight }): Edge => [graph.indexOf(from), graph.indexOf(to), weight]);
        const sum = sumLayers(graph, layers);
        expect(listed(sum)).toEqual(summed(wanted));
        expect(sum.starts).toHaveLength(graph.vertexCount + 1);
      }),
    );
  });

  it('refuses an unknown layer', () => {
    const graph = new GraphBuilder().vertex('a').layer('x').build();
    expect(thrownBy(() => sumLayers(graph, ['x', 'y']))).toMatchObject({ code: 'LAYER_UNKNOWN' });
  });
});
