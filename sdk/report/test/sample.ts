import { FakeResults, experiment, type FakeChannel } from './fake-results.js';

/** A few channels of each kind, similar to those of a real model. */
export function sampleChannels(number: number, replication: number, series: number, records: number): FakeChannel[] {
  const random = drawsOf(1 + number * 1000 + replication);
  const channels: FakeChannel[] = [];
  const stages = ['factory', 'depot', 'shop', 'harbour'];
  for (let index = 0; index < series; index++) {
    const level = 40 + 6 * index * (1 + 0.4 * number);
    let value = level * 0.4;
    const made: [number, number][] = [];
    for (let record = 0; record < records; record++) {
      const epoch = (record / records) * 100;
      const season = 1 + 0.25 * Math.sin(epoch / 8 + index);
      value += (level * season - value) * (20 / records) + ((random() - 0.5) * level * 1.4) / Math.sqrt(records / 40);
      made.push([epoch, Math.max(0, value)]);
    }
    const kind = index % 5 === 4 ? 'series' : 'time-weighted';
    const node = `${stages[index % 4]}/${String(index).padStart(3, '0')}`;
    channels.push({ node, name: kind === 'series' ? 'orders' : 'stock', kind, unit: 'pallets', records: made });
  }
  const waits = Array.from({ length: 400 }, (_, at): [number, number] => [
    at / 4,
    -Math.log(1 - random()) * (2 + number * 0.7) + random(),
  ]);
  channels.push({ node: 'shop/002', name: 'waiting time', kind: 'tally', unit: 'days', records: waits });
  const broken = 0.05 + random() * 0.05;
  const idle = 0.2 + random() * 0.1;
  const shares = { busy: 1 - broken - idle, idle, broken };
  channels.push({ node: 'factory/000', name: 'machine', kind: 'state', count: 40, shares });
  const counts = [4, 18, 31, 22, 9, 3].map((count) => count + Math.floor(random() * 6));
  const edges = [0, 5, 10, 15, 20, 25, 30];
  channels.push({
    node: 'depot/001',
    name: 'lot size',
    kind: 'histogram',
    unit: 'pallets',
    count: 90,
    mean: 13,
    counts,
    edges,
  });
  const means = Array.from({ length: 12 }, (_, at) => 30 - at * 2 + random() * 4);
  channels.push({ node: 'harbour/003', name: 'stock by berth', kind: 'vector', unit: 'pallets', count: 300, means });
  return channels.sort((a, b) => (a.node < b.node ? -1 : 1));
}

/** A results folder with several replications of each case. */
export async function sampleResults({
  cases = 1,
  replications = 3,
  series = 4,
  records = 200,
  unfinished = false,
}: Partial<Record<'cases' | 'replications' | 'series' | 'records', number>> & {
  unfinished?: boolean;
}): Promise<FakeResults> {
  const list = Array.from({ length: cases }, (_, number) => ({
    number,
    parameters: { reorderPoint: 20 + number * 10, policy: '(s, S)' },
  }));
  const results = await FakeResults.make({ ...experiment, replications, cases: list });
  for (let number = 0; number < cases; number++) {
    for (let replication = 0; replication < replications; replication++) {
      if (unfinished && replication === replications - 1) continue;
      const error = {
        code: 'HANDLER_FAILED',
        message: 'the handler of order failed: stock is NaN',
        place: { node: 'depot/001' },
      };
      const changes = unfinished && replication === 1 ? { status: 'FAILED', digest: '', channels: [], error } : {};
      await results.add(number, replication, sampleChannels(number, replication, series, records), changes);
    }
  }
  return results;
}

/** The same sequence of numbers between 0 and 1 on each call: mulberry32. */
export function drawsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}
