import { readRecord } from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/kernel';
import type { Simulation } from '@disco-engine/sdk';
import { Flags } from '../flags/flags.js';
import { interruptible } from '../terminal/interruptible.js';
import { STORE_FLAG, storeOf } from '../flags/store-flag.js';
import { traceNodes } from './node-trace.js';
import { openReplication } from './open-replication.js';
import { print } from '../terminal/print.js';

const FLAGS = {
  case: '2',
  replication: '17',
  node: 'stage/Retail_0001',
  until: '120',
  trace: undefined,
  debug: undefined,
  ...STORE_FLAG,
} as const;

/** `disco replay`: runs one replication again, on this thread, and shows what its nodes do. */
export async function replay(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, FLAGS, ['RESULTS']);
  const key = { case: flags.number('case', 0, true) ?? 0, replication: flags.number('replication', 0, true) ?? 0 };
  const given = flags.number('until', 0, false);
  const node = flags.text('node');
  flags.throwIfAny();
  const folder = flags.argument(0);
  const { experiment, simulation } = await openReplication(folder, key, storeOf(flags));
  try {
    if (node !== undefined) simulation.node(node, Object);
    if (flags.has('trace') || node !== undefined) traceNodes(simulation, node, (text) => print(text));
    const until = given ?? experiment.duration;
    await interruptible((signal) => simulation.run({ until, signal }));
    const recorded = until === experiment.duration ? (await readRecord(folder, key))?.digest : undefined;
    return ending(simulation, until, recorded);
  } finally {
    await simulation.dispose();
  }
}

/** @throws DiscoError `REPLAY_DIFFERS` */
function ending({ digest, activationCount }: Simulation, until: number, recorded: string | undefined): string {
  if (recorded !== undefined && recorded !== '' && recorded !== digest) {
    const message = `the digest is ${digest}, and that of the results is ${recorded}; the model, its data or the engine has changed since`;
    throw new DiscoError('REPLAY_DIFFERS', message);
  }
  const verdict = recorded === digest ? ', as recorded' : '';
  return `${activationCount} activations before epoch ${until}, digest ${digest}${verdict}\n`;
}
