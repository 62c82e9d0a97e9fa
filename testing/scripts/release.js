// `npm run release`: tests the tree, bumps versions, packs, commits and tags. It publishes nothing and pushes nothing: its last
// lines are the commands that do.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bump } from './release/bump.js';
import { command, git } from './release/command.js';
import { publishCommands } from './release/publish-commands.js';
import { tarballsIn } from './release/tarballs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

if (process.argv.length > 2) refuse(`takes no arguments; it was given '${process.argv.slice(2).join(' ')}'`);
if (git(root, 'status', '--porcelain') !== '') refuse('needs a clean working tree: commit or stash your changes first');
if (git(root, 'branch', '--show-current') !== 'main') refuse('runs on the branch main');

command(root, 'npm', 'ci');
command(root, 'npm', 'test');
try {
  const version = (await bump(root)) ?? versionOf('package.json');
  const tag = `v${version}`;
  if (git(root, 'tag', '--list', tag) !== '') refuse(`has nothing to do: ${tag} exists, and no changeset is pending`);
  const folder = join(root, 'dist', tag);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  command(root, 'npm', 'run', '-s', 'pack', '--', folder);
  git(root, 'add', '--all');
  if (git(root, 'status', '--porcelain') !== '') git(root, 'commit', '--message', `Release ${version}`);
  git(root, 'tag', '--annotate', tag, '--message', `Release ${version}`);
  console.log(`\n${version} is committed, tagged and packed. To publish it:\n`);
  for (const line of publishCommands(tarballsIn(folder), tag)) console.log(`  ${line}`);
} catch (error) {
  // The tree was clean, so whatever differs now is ours.
  git(root, 'reset', '--hard', '--quiet');
  refuse(`stopped, and the tree is as it was: ${error.message}`);
}

function versionOf(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).version;
}

function refuse(why) {
  console.error(`npm run release ${why}`);
  process.exit(1);
}
