import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SCRIPT } from '../src/page/script.js';
import { FakeResults } from './fake-results.js';
import { render, type PageElement, type RenderedPage } from './render.js';

let results: FakeResults;
let page: RenderedPage;

beforeEach(async () => {
  results = await FakeResults.make();
  const channels = Array.from({ length: 450 }, (_, at) => ({
    node: `shop/${at}`,
    name: 'stock',
    kind: 'time-weighted',
    count: 1,
    mean: (at * 7) % 450,
  }));
  await results.add(0, 0, channels);
  page = await render(results);
  runInNewContext(SCRIPT, { document: page.document });
});

afterEach(() => results.close());

function table(): PageElement {
  return page.document.querySelector('#responses-table') ?? page.document;
}

function filter(text: string): void {
  const input = table().querySelector('input');
  if (!input) throw new Error('there is no filter');
  input.value = text;
  input.dispatchEvent(page.event('input'));
}

test('a long table shows a few rows, and more on demand', () => {
  expect(page.rows('responses-table')).toHaveLength(200);
  table().querySelector('.more button')?.click();
  expect(page.rows('responses-table')).toHaveLength(400);
  table().querySelector('.more button')?.click();
  expect(page.rows('responses-table')).toHaveLength(450);
  expect(table().querySelector('.more button')).toBeNull();
});

test('a filter finds all rows that contain all its words, including hidden rows', () => {
  filter('SHOP/44 stock');
  expect(page.rows('responses-table').map((row) => row[0])).toEqual(
    ['44', '440', '441', '442', '443', '444', '445', '446', '447', '448', '449'].map((key) => `shop/${key}`).sort(),
  );
  expect(table().querySelector('output')?.textContent).toBe('11 of 450 rows');
  filter('none');
  expect(page.rows('responses-table')).toEqual([]);
  filter('');
  expect(page.rows('responses-table')).toHaveLength(200);
});

test('a table is sorted by the numbers of a column, first ascending, then descending', () => {
  const head = [...table().querySelectorAll('th')][4];
  const means = (): number[] => page.rows('responses-table').map((row) => Number(row[4]));
  head.querySelector('button')?.click();
  expect(head.getAttribute('aria-sort')).toBe('ascending');
  expect(means().slice(0, 4)).toEqual([0, 1, 2, 3]);
  head.querySelector('button')?.click();
  expect(head.getAttribute('aria-sort')).toBe('descending');
  expect(means().slice(0, 3)).toEqual([449, 448, 447]);
});
