import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory of the package that this file belongs to. */
const CLI = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The root of the repository that this command runs from, or undefined if it was installed as a package.
 *
 * @param cli directory of the package of the command
 */
export async function checkoutOf(cli = CLI): Promise<string | undefined> {
  // In the repository the command is the workspace `cluster/cli`; an installed one has `node_modules` two levels up.
  const root = join(cli, '../..');
  const text = await readFile(join(root, 'package.json'), 'utf8').catch(() => '{}');
  const { name, workspaces } = JSON.parse(text) as { name?: string; workspaces?: readonly string[] };
  return name === 'disco-engine' && workspaces !== undefined ? root : undefined;
}
