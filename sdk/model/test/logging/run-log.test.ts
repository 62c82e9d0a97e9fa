import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../src/logging/memory-log.js';
import type { LogSink } from '../../src/logging/log-sink.js';
import { open } from './shop.js';

/** A sink that notes its calls, and fails in the given one. */
class WatchedSink implements LogSink {
  readonly calls: string[] = [];

  constructor(
    readonly name: string,
    private readonly failing?: 'take' | 'close',
  ) {}

  open(): void {
    this.calls.push('open');
  }
  begin(): void {
    this.calls.push('begin');
  }
  take(): void {
    if (this.failing === 'take') throw new Error('the disk is full');
    this.calls.push('take');
  }
  close(): void {
    if (this.failing === 'close') throw new Error('the disk is full');
    this.calls.push('close');
  }
  abandon(): void {
    this.calls.push('abandon');
  }
}

describe('the end of a log', () => {
  it('does not move when a later call has a smaller horizon', async () => {
    const log = new MemoryLog();
    const simulation = await open({ log });
    simulation.until(20);
    const whole = log.summaries;
    simulation.until(5);
    expect(log.summaries).toEqual(whole);
    await simulation.run({ until: 5 });
    expect(log.summaries).toEqual(whole);
    simulation.until(40);
    expect(log.summaries).not.toEqual(whole);
    await simulation.dispose();
  });
});

describe('a log that has failed', () => {
  it('abandons all sinks, and closes none', async () => {
    const sinks = [new WatchedSink('sound'), new WatchedSink('failing', 'take')];
    const simulation = await open({ log: { sinks } });
    simulation.until(20);
    await expect(simulation.dispose()).rejects.toMatchObject({
      code: 'LOG_FAILED',
      message: "the log could not be written: sink 'failing' failed: the disk is full",
    });
    expect(sinks.map(({ calls }) => calls)).toEqual([
      ['open', 'begin', 'take', 'abandon'],
      ['open', 'begin', 'abandon'],
    ]);
  });

  it('closes the other sinks if one cannot be closed', async () => {
    const sinks = [new WatchedSink('failing', 'close'), new WatchedSink('sound')];
    const simulation = await open({ log: { sinks } });
    await expect(simulation.dispose()).rejects.toMatchObject({ code: 'LOG_FAILED' });
    expect(sinks[1].calls).toEqual(['open', 'begin', 'take', 'close']);
  });
});
