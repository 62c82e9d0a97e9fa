import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The engine gives constructor arguments by their types, which the compiler leaves in the output as metadata.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: { include: ['test/**/*.test.ts'] },
});
