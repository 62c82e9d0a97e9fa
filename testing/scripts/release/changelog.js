const KINDS = [
  ['major', 'Breaking changes'],
  ['minor', 'New'],
  ['patch', 'Fixed'],
];

/**
 * The section of CHANGELOG.md for a version. A changeset that bumps several packages stands once, under its largest bump.
 *
 * @param {string} version as in `1.2.0`
 * @param {readonly { summary: string, releases: readonly { name: string, type: string }[] }[]} changesets
 */
export function changelogSection(version, changesets) {
  const parts = [`## ${version}`];
  for (const [kind, title] of KINDS) {
    const lines = changesets.filter((changeset) => largestBump(changeset) === kind).map(changelogLine);
    if (lines.length > 0) parts.push(`### ${title}`, lines.join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

/**
 * Puts a section above the sections of earlier versions.
 *
 * @param {string} changelog
 * @param {string} section
 */
export function withSection(changelog, section) {
  const first = changelog.search(/^## /m);
  return first < 0
    ? `${changelog.trimEnd()}\n\n${section}`
    : `${changelog.slice(0, first)}${section}\n${changelog.slice(first)}`;
}

function largestBump({ releases }) {
  return KINDS.map(([kind]) => kind).find((kind) => releases.some(({ type }) => type === kind));
}

function changelogLine({ summary, releases }) {
  const packages = releases
    .filter(({ type }) => type !== 'none')
    .map(({ name }) => name.replace(/^@disco-engine\//, ''));
  return `- **${packages.sort().join(', ')}**: ${summary.trim().replaceAll('\n', '\n  ')}`;
}
