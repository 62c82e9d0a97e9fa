import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const testing = fileURLToPath(new URL('../..', import.meta.url));
const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint');

/** Sources that Oxlint has checked with one of our rules. */
export class LintedFolder {
  private constructor(
    private readonly folder: string,
    private readonly found: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** @param sources by the names used in `messages` */
  static async create(rule: string, sources: ReadonlyMap<string, string>): Promise<LintedFolder> {
    const folder = await mkdtemp(join(tmpdir(), 'disco-lint-rule-'));
    await mkdir(join(folder, 'node_modules/@disco-engine'), { recursive: true });
    await symlink(testing, join(folder, 'node_modules/@disco-engine/testing'));
    const categories = { correctness: 'off' };
    const config = { jsPlugins: ['@disco-engine/testing/lint'], categories, rules: { [rule]: 'error' } };
    await writeFile(join(folder, '.oxlintrc.json'), JSON.stringify(config));
    const names = [...sources.keys()];
    for (const [index, source] of [...sources.values()].entries()) await writeFile(join(folder, `${index}.ts`), source);
    const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format=json', '--ignore-pattern=node_modules'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (stderr !== '') throw new Error(stderr);
    const report = JSON.parse(stdout) as { diagnostics: { message: string; filename: string }[] };
    const found = new Map<string, string[]>(names.map((name) => [name, []]));
    for (const { filename, message } of report.diagnostics)
      found.get(names[Number.parseInt(filename)] ?? '')?.push(message);
    return new LintedFolder(folder, found);
  }

  messages(name: string): readonly string[] {
    const messages = this.found.get(name);
    if (messages === undefined) throw new Error(`no source is called ${name}`);
    return messages;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
