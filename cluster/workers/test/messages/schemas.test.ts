import { describe, expect, it } from 'vitest';
import { ANSWER, REPLIES } from '../../src/messages/answer-schema.js';
import { GUEST_REQUEST, REQUEST } from '../../src/messages/command-schema.js';
import { parse } from '../../src/messages/parse.js';
import type { Replies } from '../../src/worker/commands.js';
import { STATES_FOR } from '../../src/worker/worker-state.js';
import { FATAL_ANSWERS, FATAL_REQUESTS } from './mutations.js';
import { SAMPLE_ANSWERS, SAMPLE_REPLIES, SAMPLE_SUPPLIES, sampleCommands } from './samples.js';

describe('messages of this engine', () => {
  it('are parsed unchanged: commands', async () => {
    const commands = await sampleCommands();
    expect([...new Set(commands.map(({ command }) => command))].sort()).toEqual(
      Object.keys(STATES_FOR)
        .filter((name) => name !== 'open')
        .sort(),
    );
    for (const command of commands) {
      const request = structuredClone({ id: 1, command });
      expect(parse(REQUEST, request)).toEqual({ value: request });
    }
  });

  it('are parsed unchanged: scenarios, by standing workers only', () => {
    for (const command of SAMPLE_SUPPLIES) {
      const request = structuredClone({ id: 1, command });
      expect(parse(GUEST_REQUEST, request)).toEqual({ value: request });
      expect(parse(REQUEST, request)).toEqual({ problem: expect.any(String) as string });
    }
  });

  it('are parsed unchanged: answers', () => {
    for (const answer of SAMPLE_ANSWERS) expect(parse(ANSWER, structuredClone(answer))).toEqual({ value: answer });
    for (const [command, value] of Object.entries(SAMPLE_REPLIES))
      expect(parse<unknown>(REPLIES[command as keyof Replies], structuredClone(value))).toEqual({ value });
  });
});

describe('an invalid message', () => {
  it.each(FATAL_REQUESTS.map((message, at) => [at, message] as const))('is detected as a request: %i', (_, message) => {
    expect(parse(REQUEST, message)).toEqual({ problem: expect.any(String) as string });
  });

  it.each(FATAL_ANSWERS.map((message, at) => [at, message] as const))('is detected as an answer: %i', (_, message) => {
    expect(parse(ANSWER, message)).toEqual({ problem: expect.any(String) as string });
  });

  it('is reported with what is wrong, and where', () => {
    expect(parse(REQUEST, { id: 1, command: { command: 'start', until: 'soon' } })).toEqual({
      problem: expect.stringMatching(/^command\.until: .*"soon"/) as string,
    });
  });
});
