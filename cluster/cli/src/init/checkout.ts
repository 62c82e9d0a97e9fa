import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package. */
const CLI = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The root of the repository from which this command runs, or undefined if it is an installed package.
 *
 * @param cli folder of the package of the command
 */
export async function checkoutOf(cli = CLI): Promise<string | undefined> {
  // In the repository the command is the workspace `cluster/cli`; when installed, `node_modules` is two levels up.
  const root = join(cli, '../..');
  const text = await readFile(join(root, 'package.json'), 'utf8').catch(() => '{}');
  const { name, workspaces } = JSON.parse(text) as { name?: string; workspaces?: readonly string[] };
  return name === 'disco-engine' && workspaces !== undefined ? root : undefined;
}
