import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, realpath, rename, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const template = fileURLToPath(new URL('../fixtures/scratch-project', import.meta.url));
const packages = ['kernel', 'transports', 'sdk/statistics', 'sdk/model', 'sdk/partitioner', 'sdk/data', 'testing'];
const bin = (name: string, file: string) =>
  join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);

/** What a program printed, and how it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/**
 * The template project in a folder outside the repository, with our packages unpacked from the archives that `npm pack` makes of
 * the present build. Of other packages it has only links to those that it or an archive declares, so an undeclared dependency
 * fails here, and no network is needed.
 */
export class ScratchProject {
  private constructor(readonly folder: string) {}

  static async create(): Promise<ScratchProject> {
    // The real path, because compilers and Vitest report real paths.
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'disco-scratch-')));
    await cp(template, folder, { recursive: true });
    const project = new ScratchProject(folder);
    project.#require(project.#run(root, bin('typescript', 'bin/tsc'), ['-b', ...packages]));
    await project.#unpackOurs();
    await project.#linkOthers();
    return project;
  }

  tsc(...options: readonly string[]): Outcome {
    return this.#run(this.folder, bin('typescript', 'bin/tsc'), ['-p', '.', '--pretty', 'false', ...options]);
  }

  node(file: string): Outcome {
    return this.#run(this.folder, file, []);
  }

  vitest(): Outcome {
    return this.#run(this.folder, bin('vitest', 'vitest.mjs'), ['run']);
  }

  #run(cwd: string, program: string, args: readonly string[]): Outcome {
    // Without the variables by which the Vitest that runs this test tells its own workers who they are.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$)/.test(name)),
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd,
      env: { ...env, NO_COLOR: '1' },
      encoding: 'utf8',
    });
    return { status, output: `${stdout}${stderr}` };
  }

  #require({ status, output }: Outcome): void {
    if (status !== 0) throw new Error(`the packages do not build:\n${output}`);
  }

  async #unpackOurs(): Promise<void> {
    const archives = join(this.folder, 'archives');
    await mkdir(archives);
    execute(
      'npm',
      ['pack', '--silent', '--pack-destination', archives, ...packages.flatMap((name) => ['-w', name])],
      root,
    );
    const scope = join(this.folder, 'node_modules/@disco-engine');
    await mkdir(scope, { recursive: true });
    for (const archive of await readdir(archives)) {
      execute('tar', ['-xzf', join(archives, archive), '-C', archives], root);
      const { name } = await manifest(join(archives, 'package'));
      await rename(join(archives, 'package'), join(this.folder, 'node_modules', name));
    }
  }

  async #linkOthers(): Promise<void> {
    const modules = join(this.folder, 'node_modules');
    const wanted = new Set(await declared(this.folder, 'devDependencies'));
    for (const name of packages)
      for (const other of await declared(join(modules, (await manifest(join(root, name))).name))) wanted.add(other);
    for (const name of wanted) {
      if (name.startsWith('@disco-engine/')) continue;
      await mkdir(dirname(join(modules, name)), { recursive: true });
      await symlink(await realpath(join(root, 'node_modules', name)), join(modules, name));
    }
  }
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

async function manifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

async function declared(folder: string, ...more: readonly 'devDependencies'[]): Promise<string[]> {
  const found = await manifest(folder);
  return (['dependencies', 'peerDependencies', ...more] as const).flatMap((kind) => Object.keys(found[kind] ?? {}));
}

function execute(program: string, args: readonly string[], cwd: string): void {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
