import { readRecord, type ReplicationKey, type ReplicationRecord } from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/kernel';
import { Flags } from '../flags/flags.js';
import { interruptible } from '../terminal/interruptible.js';
import { namedModule } from '../flags/module-flag.js';
import { storeOf } from '../flags/store-flag.js';
import { traceNodes } from './node-trace.js';
import { logDifference } from './log-difference.js';
import { openReplication, type OpenReplication } from './open-replication.js';
import { print } from '../terminal/print.js';
import { REPLAY_FORM } from './replay-spec.js';

/** `disco replay`: runs one replication again, on this thread, and shows what its nodes do. */
export async function replay(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, REPLAY_FORM);
  const key = { case: flags.number('case', 0, true) ?? 0, replication: flags.number('replication', 0, true) ?? 0 };
  const given = flags.number('until', 0, false);
  const node = flags.text('node');
  const module = await namedModule(flags, 'experiment');
  flags.throwIfAny();
  const folder = flags.argument(0);
  const opened = await openReplication(folder, key, module, storeOf(flags));
  const { simulation, duration } = opened;
  try {
    if (node !== undefined) simulation.node(node, Object);
    if (flags.has('trace') || node !== undefined) traceNodes(simulation, node, (text) => print(text));
    const until = given ?? duration;
    await interruptible((signal) => simulation.run({ until, signal }));
    const recorded = until === duration ? await readRecord(folder, key) : undefined;
    const text = ending(opened, until, recorded?.status === 'FINISHED' ? recorded : undefined);
    return until === duration ? `${text}${uncompared(folder, key, recorded)}` : text;
  } finally {
    await simulation.dispose();
  }
}

/** Why a complete run was not compared with the results. */
function uncompared(folder: string, key: ReplicationKey, recorded: ReplicationRecord | undefined): string {
  const name = `replication ${key.replication} of case ${key.case}`;
  if (recorded === undefined) return `not compared: ${folder} has no ${name}\n`;
  if (recorded.status === 'FINISHED') return '';
  return `not compared: in ${folder}, ${name} has failed: ${recorded.error?.message ?? recorded.status}\n`;
}

/** @throws DiscoError `REPLAY_DIFFERS` */
function ending(
  { simulation: { digest, activationCount }, summaries }: OpenReplication,
  until: number,
  recorded: ReplicationRecord | undefined,
): string {
  if (recorded !== undefined) {
    const changed = 'the model, its data or the engine has changed since then';
    if (recorded.digest !== digest) {
      const message = `the digest is ${digest}, and the results have ${recorded.digest}; ${changed}`;
      throw new DiscoError('REPLAY_DIFFERS', message);
    }
    const differs = logDifference(recorded.channels, summaries());
    if (differs !== undefined)
      throw new DiscoError('REPLAY_DIFFERS', `the digest is the same, but the log is not: ${differs}; ${changed}`);
  }
  const verdict = recorded === undefined ? '' : ', as recorded';
  return `${activationCount} activations before epoch ${until}, digest ${digest}${verdict}\n`;
}
