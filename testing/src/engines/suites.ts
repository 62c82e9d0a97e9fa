import { readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fingerprint } from '@disco-engine/kernel';
import fc from 'fast-check';
import type { TraceCase } from '../conformance/format.js';
import { readTraces } from '../conformance/read-traces.js';
import { randomModel } from '../random-model/random-model-arbitrary.js';
import { recordedDigests } from './recorded-digests.js';
import type { EngineSuite } from './suite.js';

const RANDOM_MODELS = 100;

const tests = new URL('../../test/', import.meta.url);
const moduleOf = (name: string): URL => new URL(`suites/${name}.js`, import.meta.url);
const golden = (name: string): URL => new URL(`golden/${name}`, tests);

const OWN: readonly EngineSuite[] = [
  {
    name: 'samplers',
    module: moduleOf('samplers'),
    recorded: () => recordedDigests(golden('sampler-digests.txt'), /^(.+): ([0-9a-f]{16})$/),
  },
  { name: 'mathematics', module: moduleOf('mathematics') },
  { name: 'statistics', module: moduleOf('statistics') },
  { name: 'partitioner', module: moduleOf('partitioner') },
  {
    name: 'random models',
    module: moduleOf('random-models'),
    input: () => fc.sample(randomModel(), { numRuns: RANDOM_MODELS, seed: 12 }),
  },
  {
    name: 'conformance',
    module: moduleOf('conformance'),
    input: async () => (await traceCases()).map(({ model }) => model),
    async recorded() {
      const digests = await recordedDigests(golden('golden-digests.txt'), /^conformance (.+) ([0-9a-f]{16})$/);
      return new Map(
        (await traceCases()).map(({ model, trace, final, undelivered }) => [
          model.id,
          { ...digests.get(model.id), state: fingerprint([trace, final, undelivered]) },
        ]),
      );
    },
  },
  { name: 'Math, as a control', module: moduleOf('control'), control: true },
];

/**
 * All suites: those of the engine, then those of other packages.
 *
 * @param modules paths of compiled modules that export a list `engineSuites`
 * @throws Error for a module without one
 */
export async function loadSuites(modules: readonly string[]): Promise<readonly EngineSuite[]> {
  const brought = await Promise.all(
    modules.map(async (path) => {
      const { engineSuites } = (await import(pathToFileURL(path).href)) as {
        readonly engineSuites?: readonly EngineSuite[];
      };
      if (engineSuites === undefined) throw new Error(`${path} exports no list 'engineSuites'`);
      return engineSuites;
    }),
  );
  return [...OWN, ...brought.flat()];
}

async function traceCases(): Promise<readonly TraceCase[]> {
  const folder = new URL('fixtures/conformance/', tests);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const read = await Promise.all(files.map((file) => readTraces(fileURLToPath(new URL(file, folder)))));
  return read.flatMap(({ cases }) => cases);
}
