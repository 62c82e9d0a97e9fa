import * as v from 'valibot';
import { expect, test } from 'vitest';
import { jsonCheck, jsonObject, jsonRecord, parseJson } from '../../src/index.js';

const whole = v.pipe(
  v.number('a whole number from 1'),
  v.integer('a whole number from 1'),
  v.minValue(1, 'a whole number from 1'),
);

const schema = jsonObject({
  name: v.string('a string'),
  stages: v.array(jsonObject({ size: whole, open: v.nullish(v.boolean('a boolean'), false) }), 'an array'),
  shares: v.nullish(jsonRecord(v.number('a number')), {}),
});

test('a valid value is returned with defaults and without unknown fields', () => {
  const json: unknown = JSON.parse('{"name": "plant", "stages": [{"size": 2}], "more": 1}');
  expect(parseJson(schema, json)).toEqual({ value: { name: 'plant', stages: [{ size: 2, open: false }], shares: {} } });
});

test.each([
  ['5', ['the document is 5; it must be an object']],
  ['[]', ['the document is []; it must be an object']],
  ['null', ['the document is null; it must be an object']],
  ['{}', ['name is missing; it must be a string', 'stages is missing; it must be an array']],
  ['{"name": 1, "stages": {}}', ['name is 1; it must be a string', 'stages is {}; it must be an array']],
  ['{"name": "", "stages": [{"size": 1}, 7]}', ['stages[1] is 7; it must be an object']],
  ['{"name": "", "stages": [{}]}', ['stages[0].size is missing; it must be a whole number from 1']],
  ['{"name": "", "stages": [{"size": -0.5}]}', ['stages[0].size is -0.5; it must be a whole number from 1']],
  ['{"name": "", "stages": [], "shares": []}', ['shares is []; it must be an object']],
  [
    '{"name": "", "stages": [], "shares": {"a": 1, "lead time": "x"}}',
    ['shares["lead time"] is "x"; it must be a number'],
  ],
])('what does not fit is told with its path, its value and what is wanted: %s', (text, faults) => {
  expect(parseJson(schema, JSON.parse(text))).toEqual({ faults });
});

test('a long value is truncated', () => {
  const { faults } = parseJson(schema, JSON.parse(`"${'x'.repeat(200)}"`));
  expect(faults?.[0]).toBe(`the document is "${'x'.repeat(59)}; it must be an object`);
});

test('a record keeps names that objects inherit', () => {
  const json: unknown = JSON.parse('{"constructor": 1, "__proto__": 2, "prototype": 3}');
  const { value } = parseJson(jsonRecord(v.number('a number')), json);
  expect(Object.entries(value ?? {})).toEqual([
    ['constructor', 1],
    ['__proto__', 2],
    ['prototype', 3],
  ]);
});

test('a check of several fields runs once each field is valid, and names the invalid one', () => {
  const pair = v.pipe(
    jsonObject({ list: v.array(jsonObject({ from: whole, to: whole }), 'an array') }),
    jsonCheck(({ list }, refuse) => {
      for (const [at, { from, to }] of list.entries()) if (to < from) refuse(`at least ${from}`, 'list', at, 'to');
    }),
  );
  expect(parseJson(pair, { list: [{ from: 1, to: 1 }] }).faults).toBeUndefined();
  expect(
    parseJson(pair, {
      list: [
        { from: 1, to: 1 },
        { from: 3, to: 2 },
      ],
    }).faults,
  ).toEqual(['list[1].to is 2; it must be at least 3']);
  expect(parseJson(pair, { list: [{ from: 3, to: 2 }, {}] }).faults).toHaveLength(2);
});
