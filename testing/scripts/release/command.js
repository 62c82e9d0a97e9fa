import { spawnSync } from 'node:child_process';

/**
 * Runs a command with its output on the terminal.
 *
 * @param {string} root working directory
 * @param {...string} line
 * @throws {Error} if it fails
 */
export function command(root, ...line) {
  // npm is a batch file on Windows, which only a shell starts.
  const { status } = spawnSync(line[0], line.slice(1), {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`\`${line.join(' ')}\` failed`);
}

/**
 * @param {string} root working directory
 * @param {...string} args
 * @returns {string} what git prints, without the last line break
 */
export function git(root, ...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`\`git ${args.join(' ')}\` failed: ${stderr.trim()}`);
  return stdout.trimEnd();
}
