import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/disco.js', import.meta.url));

// Windows has no such limit.
describe.skipIf(process.platform === 'win32')('disco with too few file handles', () => {
  it.each([24, 32, 48])('says so, without a stack trace (%d)', (handles) => {
    const command = `ulimit -n ${handles}; exec "$0" "$@"`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, bin, 'run'], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^Error HANDLES_EXHAUSTED: EMFILE: too many open files, .*; .*[Rr]aise the limit of open files, as in: ulimit -n 1024\n$/,
    );
  });
});
