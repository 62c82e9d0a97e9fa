import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The engine injects constructor parameters by their types, which the compiler writes as metadata.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: { include: ['test/**/*.test.ts'] },
});
