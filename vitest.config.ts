import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests run from the sources of every package: `source` is a condition in each `exports` map.
  ssr: { resolve: { conditions: ['source'] } },
  // tsyringe needs the metadata of constructor parameters; esbuild cannot emit it, oxc can.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
    setupFiles: ['reflect-metadata'],
    testTimeout: 60_000,
  },
});
