#!/usr/bin/env node
// Not in `dist`, so that npm can link it before anything is built.
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  console.error('disco is not built yet; run `npm run build` in the clone of the engine');
  process.exitCode = 1;
}
