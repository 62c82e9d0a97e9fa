import { ENGINE_VERSION } from '@disco-engine/kernel';

interface Manifest {
  name: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides?: Record<string, string>;
}

/**
 * The `package.json` of a new package, from that of the template.
 *
 * @param tarballs all packages of the engine, by name; without them, it depends on this version of the published packages
 */
export function engineManifest(template: string, name: string, tarballs?: ReadonlyMap<string, string>): string {
  const made = JSON.parse(template) as Manifest;
  made.name = name;
  for (const dependencies of [made.dependencies, made.devDependencies])
    for (const other of Object.keys(dependencies)) {
      if (!other.startsWith('@disco-engine/')) continue;
      const path = tarballs?.get(other);
      dependencies[other] = path === undefined ? ENGINE_VERSION : `file:${path}`;
    }
  // The packages depend on each other by version. Without overrides, npm would look these versions up on a registry, even those that
  // the new package depends on directly.
  if (tarballs !== undefined)
    made.overrides = Object.fromEntries([...tarballs].map(([other, path]) => [other, `file:${path}`]));
  return `${JSON.stringify(made, undefined, 2)}\n`;
}
