import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The engine injects constructor parameters by their types, which the compiler writes as metadata.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  // A simulation may take longer than the five seconds that Vitest grants a test.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000 },
});
