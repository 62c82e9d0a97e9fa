import { describe, expect, it } from 'vitest';
import type { WorkerEvent } from '@disco-engine/cluster';
import { lineText } from '../../src/terminal/styled.js';
import { jsonLine, textLine, workerLog } from '../../src/worker/worker-log.js';
import { printed } from '../help/printed.js';

const TIME = '2026-11-30T11:00:00.000Z';
const EVENT: WorkerEvent = {
  level: 'warn',
  event: 'run-ended',
  message: 'ended a run: no progress\n  worker 1 waits\u001B[2J',
  details: { milliseconds: 12, reason: 'no progress\n' },
};

describe('the log of a worker', () => {
  it('is one line for each event, as text', () => {
    expect(lineText(textLine(EVENT, TIME))).toBe(`${TIME} warn  ended a run: no progress; worker 1 waits\\x1b[2J`);
  });

  it('is one object for each event, as JSON', () => {
    const line = jsonLine(EVENT, TIME);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(jsonLine({ ...EVENT, message: '\u009B2J' }, TIME)).toContain('"message":"\\u009b2J"');
    expect(JSON.parse(line)).toEqual({
      time: TIME,
      level: 'warn',
      event: 'run-ended',
      message: EVENT.message,
      milliseconds: 12,
      reason: 'no progress\n',
    });
  });

  it.each([
    ['error', ['error']],
    ['warn', ['error', 'warn']],
    ['info', ['error', 'warn', 'info']],
    ['debug', ['error', 'warn', 'info', 'debug']],
  ] as const)('has the events of level %s and those that matter more, on stderr', async (level, levels) => {
    const { stdout, stderr } = await printed(async () => {
      const log = workerLog(level, 'json');
      for (const one of ['error', 'warn', 'info', 'debug'] as const) log({ ...EVENT, level: one });
      return 0;
    });
    expect(stdout).toBe('');
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as WorkerEvent).level),
    ).toEqual(levels);
  });
});
