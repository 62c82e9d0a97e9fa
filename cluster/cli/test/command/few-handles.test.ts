import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/disco.js', import.meta.url));

/** What a command of disco without arguments ends with, if it may open so many files. */
function runWith(handles: number): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const command = `ulimit -n ${handles}; exec "$0" "$@"`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, bin, 'run'], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

// Windows has no such limit.
describe.skipIf(process.platform === 'win32')('disco with too few file handles', () => {
  it.each([24, 32, 48])('says so, without a stack trace (%d)', (handles) => {
    const few = runWith(handles);
    // From Node 22 on, modules are opened one by one, and so few are enough to load them.
    if (few.status !== 1) return expect(few).toEqual(runWith(1024));
    expect(few.stdout).toBe('');
    expect(few.stderr).toMatch(
      /^Error HANDLES_EXHAUSTED: EMFILE: too many open files, .*; .*[Rr]aise the limit of open files, as in: ulimit -n 1024\n$/,
    );
  });
});
