import { describe, expect, it } from 'vitest';
import { ScenarioBuilder, type Scenario } from '@disco-engine/sdk';
import { refusal, thrownBy } from '../refusal.js';
import { dataOf } from './data-of.js';

/** Two sites with two stages each, and one alone; orders run within and between them. */
function scenario(): Scenario {
  const labels = (site: string): { labels: string[] } => ({ labels: [`site=${site}`] });
  return new ScenarioBuilder()
    .vertex('stage', 'a', { days: 1, name: 'A', open: true }, labels('north'))
    .vertex('stage', 'd', { days: 4, name: 'D', stock: 7n }, { ...labels('north'), weight: 3 })
    .vertex('stage', 'b', { days: 2, open: false }, labels('south'))
    .vertex('stage', 'e', { days: 5.5, tags: ['x'] }, labels('south'))
    .vertex('stage', 'c', { days: 3 }, labels('west'))
    .edge('order', 'a', 'b', 2, { units: 20 })
    .edge('order', 'a', 'd', 1, { units: 10 })
    .edge('order', 'd', 'e', 4, { units: 40 })
    .edge('order', 'a', 'c', 3)
    .edge('order', 'b', 'c', 5, { units: 50 })
    .build();
}

const grouped = { distinctBy: ['site'] };

describe('the data of a node of several vertices', () => {
  it('has one entry for each vertex, in the order of their keys', async () => {
    const north = (await dataOf(scenario(), grouped))('stage/north').vertices;
    expect(north.size).toBe(2);
    expect([north.keys, [...north.indices], [...north.weights]]).toEqual([
      ['a', 'd'],
      [0, 3],
      [1, 3],
    ]);
    expect(north.float64('days')).toEqual(Float64Array.of(1, 4));
    expect(north.int32('days')).toEqual(Int32Array.of(1, 4));
    expect(north.text('name')).toEqual(['A', 'D']);
    expect(north.text('site')).toEqual(['north', 'north']);
    expect(north.labels('site')).toEqual(['north', 'north']);
    expect(north.boolean('open', false)).toEqual(Uint8Array.of(1, 0));
    expect(north.int64('stock', -1n)).toEqual(BigInt64Array.of(-1n, 7n));
    expect(north.values('tags')).toEqual([undefined, undefined]);
    expect([...north.present('stock')]).toEqual([0, 1]);
    expect([north.rowOf(3), north.rowOf(2), [...north.rowsOf(Int32Array.of(3, 0))]]).toEqual([1, -1, [1, 0]]);
  });

  it('returns arrays that belong to the caller', async () => {
    const { vertices } = (await dataOf(scenario(), grouped))('stage/north');
    vertices.float64('days').fill(9);
    expect([...vertices.float64('days')]).toEqual([1, 4]);
  });

  it.each<[string, string, (name: string) => [string, RegExp]]>([
    ['float64', 'stock', () => ['VALUE_MISSING', /'stock' of vertex 'a' of node 'stage\/north' is empty/]],
    ['float64', 'name', () => ['VALUE_TYPE_WRONG', /'name' of vertex 'a' of node 'stage\/north' is 'A', not a number/]],
    ['int64', 'name', () => ['VALUE_TYPE_WRONG', /not a 64-bit integer/]],
    ['boolean', 'days', () => ['VALUE_TYPE_WRONG', /is 1, not true or false/]],
    ['text', 'days', () => ['VALUE_TYPE_WRONG', /is 1, not a string/]],
    ['int32', 'nothing', () => ['VALUE_MISSING', /the columns are: .*days/]],
  ])('refuses %s of %s', async (read, name, wanted) => {
    const { vertices } = (await dataOf(scenario(), grouped))('stage/north');
    const [code, words] = wanted(name);
    const error = thrownBy(() => vertices[read as 'float64'](name)) as Error;
    expect(error).toMatchObject({ code, message: expect.stringMatching(words) as unknown });
  });

  it('refuses whole numbers that are not whole', async () => {
    const { vertices } = (await dataOf(scenario(), grouped))('stage/south');
    expect(thrownBy(() => vertices.int32('days'))).toMatchObject({ code: 'VALUE_TYPE_WRONG' });
    expect(thrownBy(() => vertices.int64('days'))).toMatchObject({ code: 'VALUE_TYPE_WRONG' });
  });

  it('cannot be read like a single value', async () => {
    const north = (await dataOf(scenario(), grouped))('stage/north');
    for (const read of [
      () => north.vertex,
      () => north.number('days'),
      () => north.has('days'),
      () => north.label('site'),
    ])
      expect(thrownBy(read)).toMatchObject({ code: 'VERTICES_SEVERAL', place: { node: 'stage/north' } });
    const west = (await dataOf(scenario(), grouped))('stage/west');
    expect([west.vertex, west.number('days'), west.label('site'), west.text('site')]).toEqual(['c', 3, 'west', 'west']);
  });
});

describe('the edges of a node', () => {
  it('lead from its vertices, row by row, including those inside the node', async () => {
    const out = (await dataOf(scenario(), grouped))('stage/north').layer('order').outbound();
    expect([out.starts, out.rows, out.vertices, out.weights].map((part) => [...part])).toEqual([
      [0, 3, 4],
      [0, 0, 0, 1],
      [1, 2, 3, 4],
      [2, 3, 1, 4],
    ]);
    expect([...out.float64('units', 0)]).toEqual([20, 0, 10, 40]);
    expect(thrownBy(() => out.float64('units'))).toMatchObject({
      code: 'VALUE_MISSING',
      message: expect.stringContaining("the edge between 'a' and 'c'") as unknown,
    });
  });

  it('lead to its vertices, with the columns of the same edges', async () => {
    const into = (await dataOf(scenario(), grouped))('stage/south').layer('order').inbound();
    expect([into.starts, into.vertices, into.weights].map((part) => [...part])).toEqual([
      [0, 1, 2],
      [0, 3],
      [2, 4],
    ]);
    expect([...into.float64('units')]).toEqual([20, 40]);
  });

  it('are grouped by the node at the other end', async () => {
    const data = (await dataOf(scenario(), grouped))('stage/north');
    const { vertices } = data.layer('order').outbound();
    expect(data.byNode(vertices).map(({ node, rows }) => [node, [...rows]])).toEqual([
      ['stage/north', [2]],
      ['stage/south', [0, 3]],
      ['stage/west', [1]],
    ]);
    expect([data.nodeOf(0), data.nodeOf(4)]).toEqual(['stage/north', 'stage/south']);
    expect(() => data.nodeOf(5)).toThrow(RangeError);
    expect(() => data.byNode(Int32Array.of(5))).toThrow(RangeError);
  });

  it('are none for a simproc without a layer', async () => {
    const edges = (await dataOf(scenario(), grouped))('stage/north').layer('supply').inbound();
    expect([edges.size, [...edges.starts], [...edges.float64('units')]]).toEqual([0, [0, 0, 0], []]);
  });

  it('are refused for a name that is neither a layer nor a simproc', async () => {
    const data = (await dataOf(scenario(), grouped))('stage/north');
    expect(thrownBy(() => data.layer('suply').inbound())).toMatchObject({ code: 'LAYER_UNKNOWN' });
  });
});

describe('declared columns', () => {
  it('are the only ones that can be read, with their defaults', async () => {
    const columns = {
      days: 'float64',
      stock: { type: 'int64', default: 5n },
      open: { type: 'boolean', optional: true },
    } as const;
    const { vertices } = (await dataOf(scenario(), { ...grouped, columns }))('stage/north');
    expect([...vertices.int64('stock')]).toEqual([5n, 7n]);
    expect([...vertices.boolean('open', true)]).toEqual([1, 1]);
    expect(thrownBy(() => vertices.text('name'))).toMatchObject({ code: 'COLUMN_UNDECLARED' });
    const alone = (await dataOf(scenario(), { columns }))('stage/d');
    expect([alone.number('days'), alone.value('stock'), alone.has('open')]).toEqual([4, 7n, false]);
  });

  it('are all reported as missing in one error, before any node is made', async () => {
    const error = await refusal(() =>
      dataOf(scenario(), {
        columns: { weight: 'float64', name: 'int32', site: 'text', nothing: { type: 'text', optional: true } },
        edgeColumns: { order: { price: 'float64', units: { type: 'float64', optional: true } } },
      }),
    );
    expect(error.code).toBe('SCENARIO_INVALID');
    expect(error.message.split('\n').slice(1)).toEqual([
      expect.stringMatching(/vertices of node type 'stage' have no column 'weight'.*COLUMN_MISSING/),
      expect.stringMatching(/column 'name' .* is of type text; the model reads int32 \[COLUMN_TYPE_WRONG\]/),
      expect.stringMatching(/edges of layer 'order' have no column 'price'.*COLUMN_MISSING/),
    ]);
  });

  it('must have a value in each row, unless there is a default', async () => {
    const error = await refusal(() => dataOf(scenario(), { columns: { stock: 'int64', days: 'float64' } }));
    expect(error.message).toContain("vertex 'a' of node type 'stage' has no 'stock' (nor have 3 others)");
    expect(error.place).toEqual({ vertex: 'a' });
  });
});
