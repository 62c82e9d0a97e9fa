import { deserialize, serialize } from 'node:v8';
import { DiscoError, InvalidInputError } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { fromErrorData, toErrorData } from '../../src/errors/error-data.js';

/** As it arrives at the other end of a channel. */
function sent(error: unknown): Error {
  return fromErrorData(deserialize(serialize(toErrorData(error))) as ReturnType<typeof toErrorData>);
}

describe('an error sent to another worker', () => {
  it('keeps code, message, place, stack and causes', () => {
    const cause = new TypeError('x is not a function');
    const error = new DiscoError('HANDLER_FAILED', 'a handler failed', { node: 'stage/a', epoch: 3 }, { cause });
    const copy = sent(error);
    expect(copy).toBeInstanceOf(DiscoError);
    expect(copy).toMatchObject({
      code: 'HANDLER_FAILED',
      place: { node: 'stage/a', epoch: 3 },
      message: error.message,
    });
    expect(copy.stack).toBe(error.stack);
    expect(copy.cause).toMatchObject({ name: 'TypeError', message: cause.message, stack: cause.stack });
  });

  it('keeps all problems of a refused input', () => {
    const problems = [
      { code: 'NODE_UNKNOWN', message: 'there is no node', place: { file: 'a.csv', line: 3 } },
      { code: 'NAME_EMPTY', message: 'a name is empty' },
    ];
    const error = new InvalidInputError('SCENARIO_INVALID', `scenario 'x has 1 problem'`, problems);
    const copy = sent(error);
    expect(copy).toBeInstanceOf(InvalidInputError);
    expect(copy).toMatchObject({ code: 'SCENARIO_INVALID', message: error.message, problems: error.problems });
  });

  it('keeps the errors of an aggregate', () => {
    const copy = sent(new AggregateError([new Error('one'), new DiscoError('RUN_STALLED', 'two')], 'both'));
    expect(copy).toMatchObject({
      message: 'both',
      errors: [{ message: 'one' }, { code: 'RUN_STALLED', message: 'two' }],
    });
  });

  it('may be any thrown value', () => {
    expect(sent('a text').message).toBe('a text');
    expect(sent(Object.create(null)).message).toBe('a value was thrown that cannot be converted to text');
  });

  it('may be its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(sent(error).message).toBe('round');
  });
});
