import { entryAt } from '@disco-engine/kernel';
import type { LogDatabase, Results, RunFacts } from '@disco-engine/experiments';
import type { StateGroup } from './state-groups.js';

/** More rows and bars would be too fine to see. */
const MOST_ROWS = 24;
const MOST_SPELLS = 1500;

/** A period that a node spent in one state. */
export interface Spell {
  readonly row: string;
  readonly state: string;
  readonly from: number;
  readonly to: number;
}

/** The states of nodes over a span of one replication. */
export interface Schedule {
  readonly group: StateGroup;
  readonly run: RunFacts;
  readonly spells: readonly Spell[];
  readonly from: number;
  readonly to: number;
  /** Number of nodes that have a row. */
  readonly rows: number;
}

/**
 * Reads the states of nodes in a case's first replication with records, from the end of the warm-up for as long as the spells are few
 * enough to see. Records refer to states by position, so states whose order JSON does not preserve have no schedule.
 */
export async function readSchedules(
  { experiment: { duration, warmup }, runs }: Results,
  groups: readonly StateGroup[],
  number: number,
  logs: LogDatabase,
): Promise<Schedule[]> {
  const run = runs.find((one) => one.case === number && one.status === 'FINISHED' && one.log !== null);
  if (run === undefined || run.log === null) return [];
  const schedules: Schedule[] = [];
  for (const group of groups.filter(({ states }) => !states.some(isArrayIndex))) {
    const channels = group.channels.slice(0, MOST_ROWS);
    const changes: Change[] = [];
    await logs.choose(channels);
    await logs.visit(run.log, (row, epoch, state) => void changes.push({ row, epoch, state }));
    const spells = spellsOf(group, changes, duration).filter(({ to }) => to > warmup);
    if (spells.length === 0) continue;
    // Leaves out the spells that begin latest.
    const to = [...spells].sort((a, b) => a.from - b.from)[MOST_SPELLS]?.from ?? duration;
    const within = spells
      .filter(({ from }) => from < to)
      .map((spell) => ({ ...spell, from: Math.max(spell.from, warmup), to: Math.min(spell.to, to) }));
    schedules.push({ group, run, spells: within, from: warmup, to, rows: channels.length });
  }
  return schedules;
}

interface Change {
  readonly row: number;
  readonly epoch: number;
  readonly state: number;
}

function spellsOf({ channels, states }: StateGroup, changes: readonly Change[], end: number): Spell[] {
  const spells: Spell[] = [];
  for (const [at, { row, epoch, state }] of changes.entries()) {
    const next = changes[at + 1];
    const to = next?.row === row ? next.epoch : end;
    const name = states[state];
    if (to > epoch && name !== undefined)
      spells.push({ row: entryAt(channels, row).node, state: name, from: epoch, to });
  }
  return spells;
}

/** Objects list such keys first, in numeric order. */
function isArrayIndex(text: string): boolean {
  return /^(0|[1-9]\d*)$/.test(text);
}
