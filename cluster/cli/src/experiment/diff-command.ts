import { isDeepStrictEqual } from 'node:util';
import type { ActivationRecord, Simulation } from '@disco-engine/sdk';
import { Flags } from '../flags/flags.js';
import { namedModule, type ModuleFlag } from '../flags/module-flag.js';
import { storeOf } from '../flags/store-flag.js';
import { activationText } from './node-trace.js';
import { openReplication, type OpenReplication } from './open-replication.js';
import { print } from '../terminal/print.js';
import { DIFF_FORM } from './diff-spec.js';

const DIFFERENT = 1;

/** `disco diff`: runs one replication of two results folders side by side, up to the first activation that differs. */
export async function diff(argv: readonly string[]): Promise<number> {
  const flags = new Flags(argv, DIFF_FORM);
  const key = { case: flags.number('case', 0, true) ?? 0, replication: flags.number('replication', 0, true) ?? 0 };
  const given = flags.number('until', 0, false);
  const module = await namedModule(flags, 'experiment');
  const otherModule = (await namedModule(flags, 'other')) ?? module;
  flags.throwIfAny();
  const open = (place: number, named: ModuleFlag | undefined): Promise<OpenReplication> =>
    openReplication(flags.argument(place), key, named, storeOf(flags));
  // One after the other, so that of two folders that cannot be opened, the first is always the one that is named.
  const a = await open(0, module);
  try {
    const b = await open(1, otherModule);
    try {
      return compare(a, b, given ?? Math.min(a.duration, b.duration), [flags.argument(0), flags.argument(1)]);
    } finally {
      await b.simulation.dispose();
    }
  } finally {
    await a.simulation.dispose();
  }
}

function compare(a: OpenReplication, b: OpenReplication, until: number, names: readonly [string, string]): number {
  const { count, pair } = firstDifference(a.simulation, b.simulation, until);
  if (pair === undefined) {
    print(`no difference in ${count} activations before epoch ${until}\n`);
    return 0;
  }
  const [one, other] = pair.map((record) =>
    record === undefined ? '  no more activations\n' : activationText(record),
  );
  print(`the first difference is after ${count} equal activations\n${names[0]}:\n${one}${names[1]}:\n${other}`);
  return DIFFERENT;
}

interface Difference {
  /** Number of equal activations before it. */
  readonly count: number;
  readonly pair: readonly [ActivationRecord | undefined, ActivationRecord | undefined] | undefined;
}

function firstDifference(a: Simulation, b: Simulation, until: number): Difference {
  const steps = [a, b].map((simulation) => stepper(simulation, until));
  for (let count = 0; ; count++) {
    const [one, other] = steps.map((step) => step());
    if (!isDeepStrictEqual(one, other)) return { count, pair: [one, other] };
    if (one === undefined) return { count, pair: undefined };
  }
}

/** Returns a function that makes one activation and returns its record, or undefined if none is left before the horizon. */
function stepper(simulation: Simulation, until: number): () => ActivationRecord | undefined {
  let latest: ActivationRecord | undefined;
  simulation.activations.subscribe((record) => (latest = record));
  return () => {
    latest = undefined;
    simulation.step();
    const record = latest as ActivationRecord | undefined;
    return record !== undefined && record.epoch < until ? record : undefined;
  };
}
