import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import getReleasePlan from '@changesets/get-release-plan';
import { changelogSection, withSection } from './changelog.js';
import { command } from './command.js';

/** Files beside the manifests that state the version of the engine. */
const STATED = ['package.json', 'kernel/src/engine-version.ts', 'testing/test/fixtures/scratch-project/package.json'];

/**
 * Moves the pending changesets into CHANGELOG.md and gives every package the version that they ask for. Without changesets nothing
 * is written.
 *
 * @param {string} root
 * @returns {Promise<string | undefined>} the new version, or undefined if no changeset is pending
 */
export async function bump(root) {
  const { changesets, releases } = await getReleasePlan(root);
  const [release] = releases.filter(({ type }) => type !== 'none');
  if (release === undefined) return undefined;
  const { oldVersion, newVersion } = release;
  const changelog = join(root, 'CHANGELOG.md');
  writeFileSync(changelog, withSection(readFileSync(changelog, 'utf8'), changelogSection(newVersion, changesets)));
  command(root, process.execPath, createRequire(import.meta.url).resolve('@changesets/cli/bin.js'), 'version');
  for (const file of STATED) {
    const path = join(root, file);
    writeFileSync(path, withVersion(readFileSync(path, 'utf8'), oldVersion, newVersion));
  }
  command(root, 'npm', 'install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund');
  return newVersion;
}

/** Another package may have our old version by chance, so only its own places change. */
function withVersion(text, oldVersion, newVersion) {
  const places = /((?:"version"|"@disco-engine\/[\w-]+"): "|ENGINE_VERSION = ')([^"']+)/g;
  return text.replace(places, (all, place, version) => (version === oldVersion ? place + newVersion : all));
}
