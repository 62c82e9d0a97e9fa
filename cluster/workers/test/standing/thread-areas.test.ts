import { describe, expect, it } from 'vitest';
import { ThreadAreas } from '../../src/standing/thread-areas.js';

const invalid = expect.objectContaining({ code: 'COMMAND_INVALID' }) as unknown;

describe('the memory that threads of a process share', () => {
  it('is the same for all that take part in a run, and another for the next run', () => {
    const areas = new ThreadAreas(3);
    const [first, second, third] = [0, 1, 2].map((thread) => areas.placeOf(thread));
    const members = [2, 5];
    const shared = first?.enter({ run: 'a', members });
    expect(shared).toMatchObject({ members, area: { workers: 2 } });
    expect(second?.enter({ run: 'a', members })).toBe(shared);
    const other = third?.enter({ run: 'b', members });
    expect(other).not.toBe(shared);
    first?.leave();
    // The run goes on as long as one of its threads is in it.
    expect(third?.enter({ run: 'a', members })).toBe(shared);
    second?.leave();
    third?.leave();
    expect(first?.enter({ run: 'a', members })).not.toBe(shared);
  });

  it('ends for a thread that enters another run', () => {
    const areas = new ThreadAreas(2);
    const place = areas.placeOf(0);
    const shared = place.enter({ run: 'a', members: [0, 1] });
    place.enter({ run: 'b', members: [0, 1] });
    expect(areas.placeOf(1).enter({ run: 'a', members: [0, 1] })).not.toBe(shared);
  });

  it.each([{ members: [] }, { members: [0] }, { members: [1, 0] }, { members: [0, 0] }, { members: [0, 1, 2] }])(
    'is refused to a launcher that says what cannot be: %j',
    ({ members }) => {
      expect(() => new ThreadAreas(2).placeOf(0).enter({ run: 'a', members })).toThrow(invalid);
    },
  );

  it('is refused to a launcher that tells two threads different things, and the first one keeps it', () => {
    const areas = new ThreadAreas(2);
    const shared = areas.placeOf(0).enter({ run: 'a', members: [0, 1] });
    expect(() => areas.placeOf(1).enter({ run: 'a', members: [0, 2] })).toThrow(invalid);
    expect(areas.placeOf(1).enter({ run: 'a', members: [0, 1] })).toBe(shared);
  });
});
