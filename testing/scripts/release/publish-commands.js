/**
 * The commands that publish the tarballs of a release, each package after those that it depends on, so that nobody can install one
 * whose dependencies are not there yet.
 *
 * @param {readonly { name: string, tarball: string, dependencies: readonly string[] }[]} packages
 * @param {string} tag of the release, as in `v1.2.0`
 * @returns {string[]} one command a line
 */
export function publishCommands(packages, tag) {
  const ordered = [];
  const waiting = [...packages].sort((a, b) => (a.name < b.name ? -1 : 1));
  while (waiting.length > 0) {
    const blocked = ({ dependencies }) => dependencies.some((name) => waiting.some((other) => other.name === name));
    const next = waiting.findIndex((candidate) => !blocked(candidate));
    if (next < 0) throw new Error(`these packages depend on each other: ${waiting.map(({ name }) => name).join(', ')}`);
    ordered.push(...waiting.splice(next, 1));
  }
  return [...ordered.map(({ tarball }) => `npm publish ${tarball} --access public`), `git push origin main ${tag}`];
}
