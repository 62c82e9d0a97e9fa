import { DiscoError } from '@disco-engine/kernel';
import { drawsOf, Scenario, Simulation, type Experiment } from '@disco-engine/sdk';
import type { ScenarioDescription } from '../../experiment/description.js';
import { Flags } from '../flags.js';
import { interruptible } from '../interruptible.js';
import { readModuleFlag } from '../module-flag.js';
import { STORE_FLAG, storeOf, withStore } from '../store-flag.js';
import { loadExperiment } from './load-experiment.js';
import { traceNodes } from './node-trace.js';
import { readDescription, readRecord } from './read-results.js';

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
  const { model, scenario: described } = await readDescription(folder);
  const module = await readModuleFlag(flags, 'model', `${model.module}#${model.export}`, true);
  flags.throwIfAny();
  const experiment = await loadExperiment(module, model.export);
  if (key.case >= experiment.cases.length)
    flags.refuse('VALUE_INVALID', `--case is ${key.case}; there are ${experiment.cases.length}, from 0 on`);
  flags.throwIfAny();
  const simulation = await Simulation.create(experiment.model, {
    scenario: await scenarioOf(experiment, described, flags),
    parameters: experiment.cases[key.case].parameters,
    ...drawsOf(experiment, key),
  });
  try {
    if (node !== undefined) simulation.node(node, Object);
    if (flags.has('trace') || node !== undefined) traceNodes(simulation, node, (text) => process.stdout.write(text));
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

/** Of a store, the version that the results were made with. */
async function scenarioOf({ scenario }: Experiment, { version }: ScenarioDescription, flags: Flags): Promise<Scenario> {
  if (scenario instanceof Scenario) return scenario;
  if (typeof scenario === 'function') return scenario();
  return withStore(storeOf(flags), (store) => store.load(scenario, { version: version ?? undefined }));
}
