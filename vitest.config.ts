import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests run from the sources of every package: `@disco-engine/source` is a condition in each `exports` map.
  ssr: { resolve: { conditions: ['@disco-engine/source'] } },
  // tsyringe needs the metadata of constructor parameters, which oxc emits where it is told to.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['{kernel,transports,testing,docs}/test/**/*.test.ts', '{sdk,cluster,examples}/*/test/**/*.test.ts'],
    // A fixture may hold tests of its own, which the test that it belongs to runs.
    exclude: [...configDefaults.exclude, '**/fixtures/**'],
    // Properties draw the same examples in every run; FC_SEED in the environment asks for others.
    setupFiles: ['reflect-metadata', './testing/test/fixed-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
