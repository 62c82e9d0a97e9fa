import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SEEDS = 2_000;

it(`${SEEDS} simulated clusters end with the calm digest or a named error`, { timeout: 600_000 }, async () => {
  const main = fileURLToPath(new URL('../../dist/simulator/main.js', import.meta.url));
  const child = spawn(process.execPath, [main, '--seeds', String(SEEDS)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  // What failed comes first, a line for each seed.
  expect(output).toMatch(/^The runs ended with: [^\n]+\n2000 passed, 0 failed\n$/);
});
