import type { Stage } from './chain.js';

/** Stages, by chain index. */
export interface StageOrder {
  /** Every stage after all stages that it needs, unless it is on a cycle. */
  readonly upstreamFirst: readonly number[];
  /** Disjoint cycles; each stage needs the next one, and the last one needs the first. */
  readonly cycles: readonly (readonly number[])[];
}

/** An arc to an upstream stage, by its chain index. */
export interface Supply {
  readonly supplier: number;
  readonly units: number;
}

/** Per stage, its arcs to existing upstream stages, in the order of its row. */
export function supplies(stages: readonly Stage[]): readonly (readonly Supply[])[] {
  const indices = new Map(stages.map((stage, index) => [stage.id, index]));
  return stages.map(({ upstream }) =>
    upstream.flatMap(({ stage, units }) => {
      const supplier = indices.get(stage);
      return supplier === undefined ? [] : { supplier, units };
    }),
  );
}

/**
 * Sorts stages in upstream-first order and finds cycles: a depth-first search with an explicit stack, because a chain may be
 * deeper than the call stack.
 *
 * @param needs per stage, its arcs; see `supplies`
 */
export function orderStages(needs: readonly (readonly Supply[])[]): StageOrder {
  const upstreamFirst: number[] = [];
  const cycles: number[][] = [];
  const inCycle = new Set<number>();
  const entered = new Uint8Array(needs.length);
  const depth = new Int32Array(needs.length).fill(-1);

  const path: number[] = [];
  const next: number[] = [];
  const enter = (stage: number): void => {
    entered[stage] = 1;
    depth[stage] = path.length;
    path.push(stage);
    next.push(0);
  };

  for (let root = 0; root < needs.length; root += 1) {
    if (entered[root] === 1) continue;
    enter(root);
    while (path.length > 0) {
      const top = path.length - 1;
      const stage = path[top] as number;
      const position = next[top] as number;
      const supplier = needs[stage]?.[position]?.supplier;
      if (supplier === undefined) {
        upstreamFirst.push(stage);
        depth[stage] = -1;
        path.pop();
        next.pop();
        continue;
      }
      next[top] = position + 1;
      const seenAt = depth[supplier] as number;
      if (entered[supplier] === 0) enter(supplier);
      else if (seenAt >= 0) {
        const cycle = path.slice(seenAt);
        if (cycle.some((member) => inCycle.has(member))) continue;
        for (const member of cycle) inCycle.add(member);
        cycles.push(cycle);
      }
    }
  }
  return { upstreamFirst, cycles };
}
