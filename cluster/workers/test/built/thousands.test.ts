import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** Half of them runs, half farms. */
const SEEDS = 2_000;

it(`${SEEDS} simulated runs and farms end as in calm, or with a named error`, { timeout: 600_000 }, async () => {
  const script = fileURLToPath(new URL('../../../../testing/scripts/simulate.js', import.meta.url));
  const child = spawn(process.execPath, [script, '--seeds', String(SEEDS)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  // What failed comes first, a line for each seed.
  expect(output).toMatch(
    /^The seeds of run ended with: [^\n]+\nThe seeds of farm ended with: [^\n]+\n2000 passed, 0 failed\n$/,
  );
});
