import fc from 'fast-check';
import {
  defineExperiment,
  type ResponseDefinition,
  type ResponseFigures,
  type ResponseValue,
} from '@disco-engine/experiments';
import { Node, OnEvent, ScenarioBuilder, simproc, type ChannelSummary, type LogChannel } from '@disco-engine/sdk';
import { RecordedChannels } from '@disco-engine/sdk/extensions';
import { describe, expect, test } from 'vitest';
import { modelOf } from '../../../model/test/model-of.js';
import { refusal, thrownBy } from '../../../model/test/refusal.js';
import { evaluateResponses, type EvaluatedResponses } from '../../src/responses/evaluate.js';
import type { QuantileWish } from '../../src/responses/replication-figures.js';

const tick = simproc('tick');

@Node('n')
class Idler {
  @OnEvent(tick)
  go(): void {}
}

class Plan {
  price = 3;
}
class Other {
  price = 4;
}

const Model = modelOf({ simprocs: [tick], nodes: [Idler], parameters: Plan });
const scenario = new ScenarioBuilder('s').vertex('n', 'a').build();

const END = 10;

type Record = readonly [epoch: number, value: number];
interface Recorded extends Partial<Omit<LogChannel, 'node' | 'name'>> {
  readonly channel: string;
  readonly records: readonly Record[];
}

/** Summaries of channels from epoch 2 on, computed by the recorders of a run. */
function summaries(recorded: readonly Recorded[]): ChannelSummary[] {
  const channels = recorded.map((one): LogChannel => {
    const [, node = '', name = ''] = /^(.*)\/(.*)$/.exec(one.channel) ?? [];
    return { node, name, kind: 'tally', unit: '', labels: {}, size: 1, ...one };
  });
  const summarised = new RecordedChannels(channels, 2);
  recorded.forEach(({ records }, at) => records.forEach(([epoch, value]) => summarised.take(at, epoch, 0, value)));
  return summarised.summaries(END);
}

function evaluate(
  responses: Readonly<{ [name: string]: ResponseDefinition }>,
  channels: readonly ChannelSummary[],
  read?: (wishes: readonly QuantileWish[]) => Promise<readonly number[]>,
  known: EvaluatedResponses['quantiles'] = {},
): Promise<EvaluatedResponses> {
  const experiment = defineExperiment(Model, { scenario, duration: END, warmup: 2, responses });
  return evaluateResponses(experiment.responses, { channels, parameters: new Plan(), duration: END - 2 }, known, read);
}

async function valueOf(
  compute: (figures: ResponseFigures) => number,
  channels: readonly ChannelSummary[],
): Promise<ResponseValue> {
  return (await evaluate({ it: compute }, channels)).responses.it;
}

const mood = { kind: 'state', states: ['idle', 'busy'] } as const;

describe('a function of a replication', () => {
  const channels = summaries([
    {
      channel: 'stage/a/wait',
      records: [
        [1, 100],
        [3, 2],
        [4, 4],
      ],
    },
    { channel: 'stage/a/empty', records: [] },
    {
      channel: 'stage/a/stock',
      kind: 'time-weighted',
      records: [
        [0, 1],
        [6, 3],
      ],
    },
    {
      channel: 'stage/a/mood',
      ...mood,
      records: [
        [0, 0],
        [8, 1],
      ],
    },
    { channel: 'stage/a/shelves', kind: 'vector', size: 1, records: [[0, 5]] },
  ]);

  test('takes mean × count for a sum in results of an earlier version, which have none', async () => {
    // The mean differs from the sum's, so that only one of them gives this figure.
    const earlier = channels.map((channel) => ({ ...channel, sum: undefined, mean: 5 })) as unknown as ChannelSummary[];
    expect(await valueOf(({ sum }) => sum('stage/a/wait'), earlier)).toBe(10);
  });

  test.each<[string, (figures: ResponseFigures) => number, number]>([
    ['mean', ({ mean }) => mean('stage/a/wait'), 3],
    ['mean over time', ({ mean }) => mean('stage/a/stock'), 2],
    ['count', ({ count }) => count('stage/a/wait'), 2],
    ['count of nothing', ({ count }) => count('stage/a/empty'), 0],
    ['sum', ({ sum }) => sum('stage/a/wait'), 6],
    ['sum of nothing', ({ sum }) => sum('stage/a/empty'), 0],
    ['minimum', ({ minimum }) => minimum('stage/a/wait'), 2],
    ['maximum', ({ maximum }) => maximum('stage/a/wait'), 4],
    ['last', ({ last }) => last('stage/a/wait'), 4],
    ['deviation', ({ deviation }) => deviation('stage/a/wait'), Math.SQRT2],
    ['deviation over time', ({ deviation }) => deviation('stage/a/stock'), 1],
    ['rate', ({ rate }) => rate('stage/a/wait'), 0.25],
    ['share', ({ share }) => share('stage/a/mood', 'busy'), 0.25],
    ['element', ({ element }) => element('stage/a/shelves', 0), 5],
    ['channel or not', ({ has }) => Number(has('stage/a/wait')) + 10 * Number(has('stage/b/wait')), 1],
    ['parameters and duration', ({ parameters, duration }) => parameters(Plan).price * duration, 24],
  ])('has its %s', async (_, compute, expected) => {
    expect(await valueOf(compute, channels)).toBeCloseTo(expected, 12);
  });

  test.each<[string, (figures: ResponseFigures) => number, string]>([
    [
      'mean of nothing',
      ({ mean }) => 5 * mean('stage/a/empty'),
      'stage/a/empty has no mean: nothing was recorded after the warm-up',
    ],
    ['a division by 0', ({ across }) => across({ labels: {} }).deviation('stock') / 0, 'it is Infinity'],
  ])('is missing with a reason: %s', async (_, compute, missing) => {
    expect(await valueOf(compute, channels)).toEqual({ missing });
  });

  test.each<[string, ResponseDefinition, string, string]>([
    [
      'another channel',
      ({ mean }) => mean('stage/a/wiat'),
      'CHANNEL_UNKNOWN',
      "there is no channel 'stage/a/wiat'; did you mean 'stage/a/wait'?",
    ],
    [
      'another name',
      ({ across }) => across({ type: 'stage' }).mean('stocks'),
      'CHANNEL_UNKNOWN',
      "the selection of all nodes (stage) has no channel 'stocks'; did you mean 'stock'?",
    ],
    [
      'another type',
      ({ across }) => across({ type: 'shop' }).mean('stock'),
      'CHANNEL_UNKNOWN',
      "the selection of all nodes (shop) has no channel 'stock'; none was logged",
    ],
    [
      'a mean of states',
      { channel: 'stage/a/mood' },
      'RESPONSE_INVALID',
      'stage/a/mood is of kind state, which has no mean',
    ],
    [
      'a sum over time',
      ({ sum }) => sum('stage/a/stock'),
      'RESPONSE_INVALID',
      'stage/a/stock is of kind time-weighted, which has no sum; multiply the mean by the duration',
    ],
    [
      'another state',
      { channel: 'stage/a/mood', share: 'bsuy' },
      'RESPONSE_INVALID',
      "stage/a/mood of stage/a has no state 'bsuy'; did you mean 'busy'?",
    ],
    [
      'an element too many',
      ({ element }) => element('stage/a/shelves', 1),
      'RESPONSE_INVALID',
      'stage/a/shelves has no element 1; give a whole number from 0 to 0',
    ],
    [
      'a share of a number',
      { channel: 'stage/a/wait', share: 'busy' },
      'RESPONSE_INVALID',
      'stage/a/wait is of kind tally, which has no share of a state',
    ],
    [
      'a quantile beyond 1',
      ({ quantile }) => quantile('stage/a/wait', 95),
      'RESPONSE_INVALID',
      'quantile 95 of stage/a/wait: give a number from 0 to 1',
    ],
    [
      'other parameters',
      ({ parameters }) => Object.keys(parameters(Other)).length,
      'RESPONSE_INVALID',
      'the parameter class of the model is Plan, not Other; pass that class',
    ],
    ['an error', () => JSON.parse('{') as number, 'RESPONSE_INVALID', 'JSON'],
  ])('is refused: %s', async (_, definition, code, message) => {
    const error = await refusal(() => evaluate({ cost: definition }, channels));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`response 'cost' cannot be computed: `);
    expect(error.message).toContain(message);
  });

  test('is rejected if it does not return a number', async () => {
    const error = await refusal(() => evaluate({ cost: () => '5' as never }, channels));
    expect(error).toMatchObject({
      code: 'RESPONSE_INVALID',
      message: "response 'cost' is '5'; return a number",
    });
  });
});

describe('figures over several nodes', () => {
  const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  const epochs = fc.double({ min: 0, max: END, noNaN: true, maxExcluded: true });
  const list = fc.array(fc.tuple(epochs, value), { maxLength: 8 }).map((all) => all.sort(([a], [b]) => a - b));
  const nodes = fc.array(list, { minLength: 1, maxLength: 4 });

  test('are those of all records in one channel', async () => {
    await fc.assert(
      fc.asyncProperty(nodes, async (lists) => {
        const apart = summaries(lists.map((records, at) => ({ channel: `n/${at}/x`, records })));
        const [whole] = summaries([{ channel: 'n/all/x', records: lists.flat() }]);
        for (const figure of ['mean', 'count', 'sum', 'minimum', 'maximum', 'deviation'] as const) {
          const found = await valueOf(({ across }) => across({ type: 'n' })[figure]('x'), apart);
          const expected = figure === 'sum' ? (whole.mean ?? 0) * whole.count : whole[figure];
          if (expected === null) expect(found).toHaveProperty('missing');
          else expect(found, `${figure} of ${JSON.stringify(apart)}`).toBeCloseTo(expected, 6);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('weight all nodes equally if values are held, and add up to a total', async () => {
    const channels = summaries([
      {
        channel: 'n/a/x',
        kind: 'time-weighted',
        labels: { echelon: '1' },
        records: [
          [0, 1],
          [6, 3],
        ],
      },
      { channel: 'n/b/x', kind: 'time-weighted', labels: { echelon: '2' }, records: [[0, 6]] },
      { channel: 'n/c/x', kind: 'time-weighted', labels: { echelon: '2' }, records: [[0, 7]] },
      { channel: 'n/d/x', kind: 'time-weighted', labels: { echelon: '3' }, records: [] },
      {
        channel: 'n/a/mood',
        ...mood,
        records: [
          [0, 0],
          [6, 1],
        ],
      },
      { channel: 'n/b/mood', ...mood, records: [[0, 1]] },
      { channel: 'n/c/mood', ...mood, records: [] },
      { channel: 'm/a/x', records: [[3, 1]] },
    ]);
    const all = (figures: ResponseFigures): ReturnType<ResponseFigures['across']> => figures.across({ type: 'n' });
    expect(await valueOf((figures) => all(figures).mean('x'), channels)).toBe(5);
    // Values in 24 units of time: 4 of 1, 4 of 3, 8 of 6 and 8 of 7.
    expect(await valueOf((figures) => all(figures).deviation('x'), channels)).toBeCloseTo(Math.sqrt(120 / 24), 12);
    expect(await valueOf((figures) => all(figures).share('mood', 'busy'), channels)).toBe(0.75);
    expect(await valueOf(({ across }) => across({ labels: { echelon: '2' } }).total('x'), channels)).toBe(13);
    expect(await valueOf((figures) => all(figures).total('x'), channels)).toEqual({
      missing: 'x of all nodes (n) has no total: n/d has no mean',
    });
    const error = await refusal(() => valueOf(({ across }) => across().mean('x'), channels));
    expect(error.message).toContain(
      'x of all nodes is of kind tally in m/a, but time-weighted in n/a; select nodes of one type',
    );
  });
});

describe('a quantile', () => {
  const channels = summaries([{ channel: 'n/a/x', records: [[3, 1]] }]);

  test('is read on demand, and the function is called again', async () => {
    const asked: string[][] = [];
    const read = (wishes: readonly QuantileWish[]): Promise<number[]> => {
      asked.push(wishes.map(({ pool, p }) => `${p} ${pool.text}`));
      return Promise.resolve(wishes.map(({ p }) => 10 * p));
    };
    const found = await evaluate(
      {
        spread: ({ quantile }) => quantile('n/a/x', 0.9) - quantile('n/a/x', 0.1),
        // Throws, and asks for another quantile, until it knows the first.
        next: ({ quantile }) => quantile('n/a/x', [0.5][[9].indexOf(quantile('n/a/x', 0.9))] ?? Number(BigInt('x'))),
        known: { channel: 'n/a/x', quantile: 0.2 },
      },
      channels,
      read,
      { '0.2 n/a/x': 7, '0.3 n/a/x': 8 },
    );
    expect(found.responses).toEqual({ spread: 8, next: 5, known: 7 });
    expect(asked).toEqual([['0.9 n/a/x', '0.1 n/a/x'], ['0.5 n/a/x']]);
    expect(found.quantiles).toEqual({ '0.9 n/a/x': 9, '0.1 n/a/x': 1, '0.5 n/a/x': 5, '0.2 n/a/x': 7 });
  });

  test('of nothing is missing, and is not read again', async () => {
    const late = { late: { channel: 'n/a/x', quantile: 0.9 } } as const;
    const first = await evaluate(late, channels, () => Promise.resolve([NaN]));
    expect(first).toEqual({
      responses: { late: { missing: 'n/a/x has no 0.9 quantile: it is not finite, or unknown' } },
      quantiles: { '0.9 n/a/x': null },
    });
    expect(await evaluate(late, channels, () => Promise.reject(new Error('read')), first.quantiles)).toEqual(first);
  });

  test('that differs in each call is rejected', async () => {
    let p = 0;
    const error = await refusal(() =>
      evaluate({ odd: ({ quantile }) => quantile('n/a/x', (p += 0.01)) }, channels, () => Promise.resolve([1])),
    );
    expect(error.message).toMatch(/^responses asked for different quantiles in each of 20 calls/);
  });
});

test('an invalid definition is rejected with all problems', () => {
  const responses = {
    'a/b': () => 1,
    figure: { channel: 'n/a/x', figure: 'mode' as 'mean' },
    channel: { channel: 'x' },
    late: { channel: 'n/a/x', quantile: 95 },
    nothing: { numerator: 5 as never, denominator: () => 1 },
    text: 'mean of x' as never,
  };
  const precision = [
    { response: 'figrue', relative: 0.1 },
    { relative: 0.1 },
    { response: 'late', channel: 'n/a/x', relative: 0.1 },
  ];
  const error = thrownBy(() =>
    defineExperiment(Model, { scenario, duration: END, responses, precision, log: { keep: 'summary' } }),
  );
  const { problems } = error as { problems: { message: string }[] };
  expect(problems.map(({ message }) => message.slice(0, 75))).toMatchInlineSnapshot(`
    [
      "response 'a/b': give it a name without a slash, because a slash marks a cha",
      "response 'figure': its figure is 'mode'; give one of mean, count, sum, mini",
      "response 'channel': its channel is 'x'; name it as NODE/NAME, such as stage",
      "response 'late': its quantile is 95; give a number from 0 to 1",
      "response 'late': a quantile needs all records; give log: { keep: 'records' ",
      "response 'nothing': it cannot be computed from 5; give a function, { channe",
      "response 'text': it is a string; give a function, { channel, figure }, { ch",
      "precision names response 'figrue', which \`responses\` does not declare; did ",
      "precision needs either a channel, as NODE/NAME, or a response; give exactly",
      "precision needs either a channel, as NODE/NAME, or a response; give exactly",
    ]
  `);
});
