import { describe, expect, it } from 'vitest';
import { parseCard, parseRun } from '../../src/farm/run-messages.js';

const RUN = { model: 'm', scenario: 's', scenarioName: 'n', until: 1 };

describe('the messages of a run', () => {
  it('hold settings of a run, and no other options of the host', () => {
    const known = { ...RUN, settings: { seed: 7, parameters: { load: 1 }, window: 9 } };
    expect(parseRun(JSON.stringify(known))).toEqual(known);
    const other = JSON.stringify({ ...RUN, settings: { seed: 7, log: { file: '/etc/passwd' } } });
    expect(() => parseRun(other)).toThrow('log');
  });

  it('hold texts of a sensible length', () => {
    const card = { process: 'p', host: 'h', address: 'a'.repeat(1000) };
    expect(parseCard(JSON.stringify(card))).toEqual(card);
    for (const key of ['process', 'host', 'address'])
      expect(() => parseCard(JSON.stringify({ ...card, [key]: 'x'.repeat(1001) }))).toThrow('length');
  });
});
