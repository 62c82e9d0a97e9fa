import { entryAt } from '@disco-engine/kernel';
import type { LogDatabase, Results, RunFacts } from '@disco-engine/experiments';
import type { StateGroup } from './state-groups.js';

/** More rows and bars would be too fine to be seen. */
const MOST_ROWS = 24;
const MOST_SPELLS = 1500;

/** A time for which a node stayed in a state. */
export interface Spell {
  readonly row: string;
  readonly state: string;
  readonly from: number;
  readonly to: number;
}

/** In which states nodes were in one replication, from one epoch to another. */
export interface Schedule {
  readonly group: StateGroup;
  readonly run: RunFacts;
  readonly spells: readonly Spell[];
  readonly from: number;
  readonly to: number;
  /** Nodes that have a row. */
  readonly rows: number;
}

/**
 * Reads the states of nodes in the first replication of a case that has records, from the end of the warm-up on, as far as they are few
 * enough to be seen. A record has the number of its state, so there is none of states whose order JSON does not keep.
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
    // Spells that are left out are those that begin latest.
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

/** Such keys of an object come first, and by size. */
function isArrayIndex(text: string): boolean {
  return /^(0|[1-9]\d*)$/.test(text);
}
