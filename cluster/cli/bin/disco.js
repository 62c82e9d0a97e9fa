#!/usr/bin/env node
// Not in `dist`, so that npm can link it before anything is built.
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// With V8's default budget, inlining ends halfway from the engine to a model's handlers.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=2000');

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  try {
    await import(main.href);
  } catch (error) {
    // Node opens the modules of a program all at once. Whatever else is wrong is reported by disco itself.
    if (error.code !== 'EMFILE' && error.code !== 'ENFILE') throw error;
    console.error(
      `Error HANDLES_EXHAUSTED: ${error.message}; disco opens several hundred files while it loads. Raise the limit of open files, as in: ulimit -n 1024`,
    );
    process.exitCode = 1;
  }
} else {
  console.error('disco is not built yet; run `npm run build` in the clone of the engine');
  process.exitCode = 1;
}
