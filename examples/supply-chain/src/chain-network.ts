import type { Stage } from './chain.js';
import { nearName } from './near-name.js';
import type { ProblemList } from './problem-list.js';
import { shown } from './shown.js';
import { orderStages, supplies } from './stage-order.js';

const LONGEST_CYCLE_SHOWN = 20;

/** Reports what only shows once all rows are known: unknown upstream stages and cycles. */
export function checkNetwork(stages: readonly Stage[], file: string, problems: ProblemList): void {
  const ids = new Set(stages.map((stage) => stage.id));
  for (const { upstream, line } of stages) {
    for (const arc of upstream) {
      if (ids.has(arc.stage)) continue;
      const near = nearName(arc.stage, ids);
      const hint = near === undefined ? 'no row has it as `stage_id`' : `did you mean ${shown(near)}?`;
      problems.add('UPSTREAM_UNKNOWN', `upstream stage ${shown(arc.stage)} does not exist; ${hint}`, { file, line });
    }
  }
  for (const cycle of orderStages(supplies(stages)).cycles) {
    const members = cycle.flatMap((index) => stages[index] ?? []);
    const line = members[0]?.line ?? 1;
    problems.add('CYCLE', `stages need each other in a cycle: ${way(members)}; remove one of these arcs`, {
      file,
      line,
    });
  }
}

function way(members: readonly Stage[]): string {
  const names = members.slice(0, LONGEST_CYCLE_SHOWN).map((stage) => stage.id);
  const left = members.length - names.length;
  const middle = left > 0 ? [`(${left} more)`] : [];
  return [...names, ...middle, names[0]].join(' → ');
}
