import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Tests that leave something behind in their process: what a page or an example registers, what the guard replaces, settings of Vitest,
 * and compilers with their memory. The others share what they load, which takes longer than most of them.
 */
const apart = [
  'docs/test/**/*.test.ts',
  'examples/{own-transport,twins}/test/**/*.test.ts',
  'cluster/cli/test/command/init-command.test.ts',
  'cluster/workers/test/launch/losses.test.ts',
  // A module that a test replaces must not be loaded yet.
  'sdk/data/test/logs/errors.test.ts',
  // Takes longest, and what is alone begins first.
  'testing/test/engines/engines.test.ts',
  'testing/test/{browser,guard,lint,packages}/**/*.test.ts',
  'testing/test/{dependency-rules,folder-cycles,index-safety}.test.ts',
];

/** Time, processor and memory are measured beside nothing else. */
const quiet = [
  'cluster/cli/test/command/siege.test.ts',
  'cluster/workers/test/launch/{endurance,stall}.test.ts',
  'kernel/test/activation/timer-memory.test.ts',
  'transports/test/session/garbage.test.ts',
  'transports/test/wire/garbage.test.ts',
];

const all = ['{kernel,transports,testing,docs}/test/**/*.test.ts', '{sdk,cluster,examples}/*/test/**/*.test.ts'];

// A fixture may hold tests of its own, which the test that it belongs to runs.
const exclude = [...configDefaults.exclude, '**/fixtures/**'];

export default defineConfig({
  // Tests run from the sources of every package: `@disco-engine/source` is a condition in each `exports` map.
  ssr: { resolve: { conditions: ['@disco-engine/source'] } },
  // tsyringe needs the metadata of constructor parameters, which oxc emits where it is told to.
  // Fields are assigned, as the tsconfig of all packages says; the code blocks of the docs have none.
  oxc: {
    decorator: { legacy: true, emitDecoratorMetadata: true },
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  },
  test: {
    // Properties draw the same examples in every run; FC_SEED in the environment asks for others.
    setupFiles: ['reflect-metadata', './testing/test/fixed-seed.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Vitest leaves one processor to itself when it is not told otherwise, and of two that is half.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'alone', include: apart, exclude: [...exclude, ...quiet] } },
      {
        extends: true,
        test: { name: 'together', include: all, exclude: [...exclude, ...apart, ...quiet], isolate: false },
      },
      { extends: true, test: { name: 'quiet', include: quiet, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
