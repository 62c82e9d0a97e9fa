import { describe, expect, it } from 'vitest';
import { ScenarioMemory } from '../../src/scenarios/scenario-memory.js';

describe('scenarios in memory', () => {
  it('are those that were used last, up to a number of bytes', () => {
    const memory = new ScenarioMemory(300);
    const bytes = new Uint8Array(100);
    for (const hash of ['a', 'b', 'c']) memory.keep(hash, bytes);
    expect(memory.get('a')).toBe(bytes);
    memory.keep('d', bytes);
    memory.keep('d', bytes);
    expect(['a', 'b', 'c', 'd'].filter((hash) => memory.get(hash) !== undefined)).toEqual(['a', 'c', 'd']);
    memory.keep('e', new Uint8Array(250));
    expect(['a', 'c', 'd', 'e'].filter((hash) => memory.get(hash) !== undefined)).toEqual(['e']);
    memory.keep('f', new Uint8Array(301));
    expect(['e', 'f'].filter((hash) => memory.get(hash) !== undefined)).toEqual(['e']);
  });
});
