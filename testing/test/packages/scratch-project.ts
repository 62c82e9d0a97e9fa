import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack, type Tarballs } from './pack.js';

const template = fileURLToPath(new URL('../fixtures/scratch-project', import.meta.url));
const bin = (name: string, file: string) =>
  join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);

/** What a program printed, and how it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/**
 * The template project in a directory outside the repository, with the tarballs of the current build installed by npm.
 */
export class ScratchProject {
  private constructor(
    readonly folder: string,
    readonly tarballs: Tarballs,
  ) {}

  static async create(): Promise<ScratchProject> {
    // The real path, because compilers and Vitest report real paths.
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'disco-scratch-')));
    await cp(template, folder, { recursive: true });
    const project = new ScratchProject(folder, await pack(join(folder, 'tarballs')));
    const { dependencies, devDependencies, ...rest } = await manifest(folder);
    const ours = (wanted: Dependencies): Dependencies =>
      Object.fromEntries(
        Object.entries(wanted).map(([name, range]) => [
          name,
          project.tarballs.has(name) ? project.#specifier(name) : range,
        ]),
      );
    await project.#install(folder, {
      ...rest,
      dependencies: ours(dependencies),
      devDependencies: ours(devDependencies),
    });
    return project;
  }

  /** Installs some of our packages, and only what they require, into an empty directory below this one. */
  async installAlone(folder: string, ...names: readonly string[]): Promise<string> {
    const path = join(this.folder, folder);
    await mkdir(path);
    const dependencies = Object.fromEntries(names.map((name) => [name, this.#specifier(name)]));
    await this.#install(path, { private: true, type: 'module', dependencies });
    return path;
  }

  tsc(...options: readonly string[]): Outcome {
    return run(this.folder, process.execPath, [
      bin('typescript', 'bin/tsc'),
      '-p',
      '.',
      '--pretty',
      'false',
      ...options,
    ]);
  }

  node(file: string): Outcome {
    return run(this.folder, process.execPath, [file]);
  }

  vitest(): Outcome {
    return run(this.folder, process.execPath, [join(this.folder, 'node_modules/vitest/vitest.mjs'), 'run']);
  }

  #specifier(name: string): string {
    return `file:${this.tarballs.get(name) ?? ''}`;
  }

  /** Our packages require one another by version, which no registry has yet. */
  async #install(folder: string, content: object): Promise<void> {
    const overrides = Object.fromEntries([...this.tarballs.keys()].map((name) => [name, this.#specifier(name)]));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ ...content, overrides }));
    const { status, output } = run(folder, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund']);
    if (status !== 0) throw new Error(`the packages cannot be installed:\n${output}`);
  }
}

type Dependencies = Readonly<Record<string, string>>;

interface Manifest {
  readonly dependencies: Dependencies;
  readonly devDependencies: Dependencies;
}

async function manifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function run(cwd: string, program: string, args: readonly string[]): Outcome {
  // Without the variables with which the Vitest that runs this test identifies its workers.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$|npm_)/.test(name)),
  );
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...env, NO_COLOR: '1' },
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}
