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

const SAID =
  /^Error HANDLES_EXHAUSTED: EMFILE: too many open files, .*; .*[Rr]aise the limit of open files, as in: ulimit -n 1024\n$/;

// Windows has no such limit.
describe.skipIf(process.platform === 'win32')('disco with too few file handles', () => {
  it('says so, without a stack trace', () => {
    const enough = runWith(1024);
    expect(enough.stderr).toContain('argument EXPERIMENT is missing');
    let failed = runWith(48);
    // From Node 22 on, modules are opened one by one, and so few are enough to load them. With the least, Node itself does not start.
    let [tooFew, plenty] = [8, 48];
    for (let tries = 0; tries < 14 && !SAID.test(failed.stderr); tries++) {
      // Where files are read at the same time, one more or less may do.
      const handles = plenty - tooFew > 1 ? Math.floor((tooFew + plenty) / 2) : tooFew + (tries % 2);
      failed = runWith(handles);
      if (failed.status === enough.status) plenty = handles;
      else tooFew = handles;
    }
    expect(failed.stderr).toMatch(SAID);
    expect([failed.status, failed.stdout]).toEqual([1, '']);
  });
});
