import { expect, test } from 'vitest';
import { experiment, FakeResults, type FakeChannel } from './fake-results.js';
import { type PageElement, render } from './render.js';

const channels = (replication: number): FakeChannel[] => {
  const values = { steady: 10 + (replication % 3), stuck: 0, seldom: replication === 4 ? 1 : 0 };
  return Object.entries(values).map(([name, mean]) => ({ node: 'shop/1', name, kind: 'tally', count: 1, mean }));
};

async function reportOf(
  replications: number,
  description: object,
  names = ['steady', 'stuck', 'seldom'],
): Promise<PageElement> {
  const results = await FakeResults.make({ ...experiment, replications, ...description });
  for (let replication = 0; replication < replications; replication++)
    await results.add(
      0,
      replication,
      channels(replication).filter(({ name }) => names.includes(name)),
    );
  const { document } = await render(results);
  await results.close();
  return document;
}

test('the report names unreliable intervals, and says why', async () => {
  const many = await reportOf(12, {});
  expect(many.querySelector('#interval-notes')?.textContent).toBe(
    'Unreliable intervals: 1 of 3 based on values that do not vary, which proves little: a rare event may not have happened yet ' +
      '(shop/1/stuck); 1 of 3 based on too few values for their skewness, which cover the mean less often than stated (shop/1/seldom).',
  );
  const few = await reportOf(3, {});
  expect(few.querySelector('#interval-notes')?.textContent).toContain(
    '1 of 3 based on fewer than ten values, whose spread is mostly chance (shop/1/steady); 2 of 3 based on values that do not vary',
  );
  const sound = await reportOf(12, {}, ['steady']);
  expect(sound.querySelector('#interval-notes')).toBeNull();
});

test('the report says which means miss the required precision', async () => {
  const precision = [{ channel: 'shop/1/stuck', relative: 0.1 }];
  const notes = await reportOf(12, { precision });
  expect(notes.querySelector('header')?.textContent).toContain(
    'Precision: shop/1/stuck is not known to within 10 %: all 12 values are 0',
  );
  const met = await reportOf(12, { precision: [{ channel: 'shop/1/steady', relative: 0.1 }] });
  expect(met.querySelector('header')?.textContent).not.toContain('Precision:');
});
