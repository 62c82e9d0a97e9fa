import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ParquetLog } from '@disco-engine/data';
import { Simulation, type LogOptions, type LogSink } from '@disco-engine/sdk';
import { EVENTS_PER_UNIT, loggedScenario, LoggedPhold, pointsPerEvent, type LogKind } from './logged-model.js';
import { startTimer, type ThreadTime } from './thread-time.js';

/** `bare` has no recorders, `off` has no log, `summary` keeps no records. */
export type LogMode = 'bare' | 'off' | 'summary' | 'parquet';

export interface LoggedRun {
  /** Time of the run itself. */
  readonly run: ThreadTime;
  /** Time to write the file, which is part of `dispose`. */
  readonly write: ThreadTime;
  readonly events: number;
  /** Points recorded, or that would have been recorded with a log. */
  readonly points: number;
  /** Size of the file; 0 if there is none. */
  readonly bytes: number;
}

/** Called at certain moments of a run. */
export interface LoggedRunHooks {
  readonly begun?: () => void;
  /** After each hundredth of the run. */
  readonly went?: () => void;
  readonly ended?: () => void;
}

/** Runs the model once, until it has recorded about this many points. */
export async function runLogged(
  kind: LogKind,
  mode: LogMode,
  points: number,
  folder: string,
  { begun, went, ended }: LoggedRunHooks = {},
): Promise<LoggedRun> {
  const file = join(folder, 'log.parquet');
  const simulation = await Simulation.create(LoggedPhold, {
    scenario: loggedScenario(),
    parameters: { kind: mode === 'bare' ? 'none' : kind },
    seed: 1,
    digest: 'off',
    log: logOf(mode, file),
  });
  const perEvent = pointsPerEvent(kind);
  const until = points / perEvent / EVENTS_PER_UNIT;
  globalThis.gc?.();
  begun?.();
  const runTime = startTimer();
  for (let part = 1; part <= 100; part++) {
    simulation.until((until * part) / 100);
    went?.();
  }
  const run = runTime();
  ended?.();
  const events = simulation.eventCount;
  const writeTime = startTimer();
  await simulation.dispose();
  const write = writeTime();
  const bytes = mode === 'parquet' ? (await stat(file)).size : 0;
  // The first activation of each process has an empty batch, and creates its first events.
  return { run, write, events, points: (events + EVENTS_PER_UNIT) * perEvent, bytes };
}

function logOf(mode: LogMode, file: string): LogSink | LogOptions | undefined {
  if (mode === 'parquet') return new ParquetLog(file);
  return mode === 'summary' ? { sinks: [] } : undefined;
}
