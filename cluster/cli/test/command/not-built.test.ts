import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('a clone that is not built says how to build it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'disco-not-built-'));
  try {
    await cp(fileURLToPath(new URL('../../bin', import.meta.url)), join(folder, 'bin'), { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/disco.js'), '--help'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'disco is not built yet; run `npm run build` in the clone of the engine\n',
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
