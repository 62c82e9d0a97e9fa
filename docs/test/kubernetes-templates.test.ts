import { readdir, readFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { StatefulSet } from 'kubernetes-models/apps/v1';
import { Job } from 'kubernetes-models/batch/v1';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PersistentVolumeClaim, Service } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'docs/templates/kubernetes');
const files = (await readdir(folder)).sort();

type Model = new (data: never) => { validate(this: unknown): void };
const MODELS: Readonly<Record<string, Model>> = { Job, NetworkPolicy, PersistentVolumeClaim, Service, StatefulSet };

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly completions?: number;
    readonly clusterIP?: string;
    readonly selector?: Readonly<Record<string, string>>;
    readonly template?: {
      readonly spec: {
        readonly subdomain?: string;
        readonly containers: readonly { readonly command: readonly string[] }[];
      };
    };
  };
}

async function manifestsIn(file: string): Promise<Manifest[]> {
  const documents = parseAllDocuments(await readFile(join(folder, file), 'utf8'));
  return documents.map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Manifest;
  });
}

/**
 * What the schemas of Kubernetes say against an object. They let fields pass that they do not know, such as misspelled ones, so that these
 * are found otherwise: a check of a schema reads every field that it knows.
 */
function problemsOf(manifest: Manifest): string[] {
  const unread = new Set<string>();
  const watched = (value: unknown, path: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    for (const key of Object.keys(value)) unread.add(`${path}/${key}`);
    return new Proxy(value, {
      get(target, key) {
        const found: unknown = Reflect.get(target, key);
        if (typeof key === 'symbol' || !Object.hasOwn(target, key)) return found;
        unread.delete(`${path}/${key}`);
        return watched(found, `${path}/${key}`);
      },
    });
  };
  const model = MODELS[manifest.kind];
  if (model === undefined) return [`there is no schema for ${manifest.kind}`];
  try {
    const made = new model(manifest as never);
    made.validate.call(watched(made, ''));
  } catch (error) {
    return [String(error)];
  }
  return [...unread].map((path) => `${path} is unknown`);
}

describe.each(files)('%s', async (file) => {
  const manifests = await manifestsIn(file);

  it('fits the schemas of Kubernetes', () => {
    expect(manifests.flatMap((manifest) => problemsOf(manifest))).toEqual([]);
  });

  it('calls disco with options that it has', async () => {
    const commands = manifests.flatMap(
      ({ spec }) => spec.template?.spec.containers.map(({ command }) => command) ?? [],
    );
    expect(commands.length).toBeGreaterThan(0);
    for (const [program, name = '', ...words] of commands) {
      expect(program).toBe('disco');
      const { stdout } = await run(process.execPath, [join(root, 'cluster/cli/dist/main.js'), name, '--help']);
      const options = words.filter((word) => word.startsWith('--')).map((word) => word.split('=', 1)[0]);
      expect(options.filter((option) => !stdout.includes(`${option} `))).toEqual([]);
    }
  });
});

it('a misspelled field, or one of another type, would be found', async () => {
  const [claim] = await manifestsIn('shards.yaml');
  expect(claim && problemsOf({ ...claim, spec: { ...claim.spec, storageClas: 'x' } as Manifest['spec'] })).toEqual([
    '/spec/storageClas is unknown',
  ]);
  expect(claim && problemsOf({ ...claim, spec: { ...claim.spec, accessModes: 7 } as Manifest['spec'] })).not.toEqual(
    [],
  );
});

it('numbers and names of Jobs are those that their commands give', async () => {
  for (const [file, option] of [
    ['shards.yaml', '--shard'],
    ['ranks.yaml', '--ranks'],
  ] as const) {
    const job = (await manifestsIn(file)).find(({ kind }) => kind === 'Job');
    const line = job?.spec.template?.spec.containers[0]?.command.join(' ');
    expect(line).toMatch(new RegExp(`${option}[ =]env/${job?.spec.completions}( |$)`));
  }
  const [service, job] = await manifestsIn('ranks.yaml');
  const { subdomain } = job?.spec.template?.spec ?? {};
  expect([service?.metadata.name, service?.spec.clusterIP]).toEqual([subdomain, 'None']);
  expect(service?.spec.selector).toEqual({ 'job-name': job?.metadata.name });
  expect(job?.spec.template?.spec.containers[0]?.command).toContain(
    `--rank-hosts=${job?.metadata.name}-{rank}.${subdomain}`,
  );
});
