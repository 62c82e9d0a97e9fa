import { expect, it } from 'vitest';
import { nearName } from '../../src/index.js';

it.each([
  ['a letter too many', 'runn', ['report', 'run'], 'run'],
  ['two letters in the wrong order', 'rnu', ['run', 'report'], 'run'],
  ['the nearest, not the first', 'import', ['export', 'importt', 'imports'], 'importt'],
  ['the first of two that are equally near', 'lst', ['list', 'last'], 'list'],
  ['the name itself', 'csv', ['csvs', 'csv'], 'csv'],
  ['nothing that differs in more than two characters', 'pigeon', ['ws', 'grpc'], undefined],
  ['nothing that shares no character', 'x', ['ws', 'y'], undefined],
])('suggests %s', (_, name, candidates, expected) => {
  expect(nearName(name, candidates)).toBe(expected);
});
