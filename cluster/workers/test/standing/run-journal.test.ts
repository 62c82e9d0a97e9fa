import { describe, expect, it } from 'vitest';
import { systemClock } from '@disco-engine/transports/clock';
import type { WorkerEvent } from '../../src/log/worker-event.js';
import { RunJournal } from '../../src/standing/run-journal.js';
import type { WorkerState } from '../../src/worker/worker-state.js';
import { SPEC } from '../worker/fake-part.js';

const RUN = "the run of model.js#Model on '' as worker 0 of 1";

/** A journal of a run that has been started, and what it has logged since. */
function started(): {
  journal: RunJournal;
  events: WorkerEvent[];
  move(...states: [WorkerState, WorkerState, string?]): void;
} {
  const events: WorkerEvent[] = [];
  const journal = new RunJournal((event) => void events.push(event), systemClock);
  const move = (from: WorkerState, to: WorkerState, reason?: string): void => journal.moved({ from, to, reason });
  move('AVAILABLE', 'RESERVED');
  journal.asked({ command: 'initialize', spec: SPEC });
  move('RESERVED', 'INITIALIZING');
  move('INITIALIZING', 'READY');
  move('READY', 'ACTIVE');
  expect(events.map(({ level, event, message }) => [level, event, message])).toEqual([
    ['info', 'run-reserved', 'reserved for a run'],
    ['debug', 'run-initialized', `made its part of ${RUN}`],
    ['info', 'run-started', `started ${RUN}`],
  ]);
  expect(events.at(-1)?.details).toEqual({ model: 'model.js#Model', scenario: '', worker: 0, workers: 1 });
  events.length = 0;
  return { journal, events, move };
}

describe('the journal of a run', () => {
  it.each([
    [
      'reached its horizon',
      'info',
      'it reached its horizon',
      (journal: RunJournal) => {
        journal.answered('start', { reply: 1, value: 'horizon' });
        // The launcher leaves before it ends the run.
        journal.launcherGone();
      },
      'terminate',
    ],
    ['was ended by its launcher', 'info', 'its launcher ended it', () => {}, 'terminate'],
    [
      'was left by its launcher',
      'warn',
      'its launcher is gone',
      (journal: RunJournal) => journal.launcherGone(),
      'terminate',
    ],
    ['ends with the worker', 'info', 'the worker is ending', () => {}, 'exit'],
    ['has failed', 'warn', 'the station is on fire', () => {}, 'the station is on fire'],
  ] as const)('says that it %s', (_, level, why, act, reason) => {
    const { journal, events, move } = started();
    act(journal);
    move('ACTIVE', 'TERMINATED', reason);
    expect(events).toMatchObject([
      {
        level,
        event: 'run-ended',
        message: expect.stringMatching(new RegExp(`^ended the run of .* after \\d+ ms: ${why}$`)) as string,
      },
    ]);
    expect(journal.hasRun).toBe(true);
    move('TERMINATED', 'AVAILABLE');
    expect(journal.hasRun).toBe(false);
    expect(events).toHaveLength(1);
  });

  it('says once that it was lost with its thread', () => {
    const { journal, events } = started();
    journal.lost('out of memory');
    journal.lost('out of memory');
    expect(events).toMatchObject([{ level: 'warn', event: 'run-ended', details: { reason: 'out of memory' } }]);
    expect(journal.hasRun).toBe(false);
  });

  it('says when a connection breaks, and when it is restored', () => {
    const { journal, events } = started();
    const link = { worker: 1, address: 'ws://b:1', milliseconds: 900, reason: 'nothing arrived for 3000 ms' };
    const look = (...brokenLinks: (typeof link)[]): void =>
      journal.answered('state', { reply: 1, value: { state: 'ACTIVE', brokenLinks } });
    look();
    look(link);
    look({ ...link, milliseconds: 1_900 });
    look();
    look();
    expect(events.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'the connection to worker 1 at ws://b:1 is broken for 900 ms: nothing arrived for 3000 ms'],
      ['info', 'the connection to worker 1 is restored'],
    ]);
  });
});
