import { Transport, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import { Node, OnEvent, ScenarioBuilder, Simulation, type SimulationOptions } from '@disco-engine/sdk';
import { mathAnswers, platformName } from '@disco-engine/sdk/extensions';
import { afterEach, expect, it, vi } from 'vitest';
import { modelOf } from '../model-of.js';

@Node('shop')
class Shop {
  @OnEvent('order')
  take(): void {}
}

const scenario = new ScenarioBuilder().vertex('shop', 'a').vertex('shop', 'b').build();

class NotedSeat extends Transport {
  readonly name = 'noted';
  identity: Seat['identity'] = [];

  async listen(): Promise<string> {
    return '';
  }

  async open({ identity }: Seat): Promise<TransportEndpoint> {
    this.identity = identity;
    return { send: () => {}, close: async () => {} };
  }
}

async function toldBy(options: Partial<SimulationOptions> = {}): Promise<Map<string, string>> {
  const transport = new NotedSeat();
  const providers = [{ token: Transport, useValue: transport }];
  const partition = { worker: 0, workers: 2, ...options.partition };
  const simulation = await Simulation.create(modelOf({ simprocs: ['order'], nodes: [Shop] }), {
    scenario,
    providers,
    ...options,
    partition,
  });
  await simulation.dispose();
  return new Map(transport.identity);
}

afterEach(() => vi.restoreAllMocks());

it('includes the results of Math, bit by bit, and the platform', async () => {
  const told = await toldBy();
  for (const [call, value] of Object.entries(mathAnswers())) expect(Number(told.get(call))).toBe(value);
  expect(told.get('platform')).toBe(platformName());
});

it('differs in one fact if one function of Math gives another value', async () => {
  const here = await toldBy();
  const { log1p } = Math;
  vi.spyOn(Math, 'log1p').mockImplementation((x) => (x === -0.3296842626295984 ? -0.4 : log1p(x)));
  const there = await toldBy();
  expect([...there].filter(([name, value]) => here.get(name) !== value)).toEqual([
    ['Math.log1p(-0.3296842626295984)', '-0.4'],
  ]);
});

it('omits Math if the model calls none of its open functions', async () => {
  const told = await toldBy({ portableMath: true });
  expect([...told.keys()].filter((name) => name.startsWith('Math.'))).toEqual([]);
  // Workers with and without the setting do not match.
  expect(told.get('Math')).toBe('is not used');
});

it('identifies the code of the model, as far as it is known', async () => {
  const code = { 'model.js': '0123456789abcdef', lodash: '4.17.21' };
  const told = await toldBy({ partition: { worker: 0, workers: 2, code } });
  expect(told.get('code of model.js')).toBe('0123456789abcdef');
  expect(told.get('code of lodash')).toBe('4.17.21');
  expect([...(await toldBy()).keys()].filter((name) => name.startsWith('code of'))).toEqual([]);
});
