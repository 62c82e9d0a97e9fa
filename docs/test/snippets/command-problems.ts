import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CodeBlock } from './code-block.js';

/** Commands that concern the reader's own machine or project, not this repository. */
const READERS_OWN = /^(git clone|cd|npm install|npm run (experiment|report)|npx vitest|npx tsc)\b|^node dist\/src\//;
/** What npm does without a script. */
const NPM_ITSELF = /^npm ci\b/;
const NPM_SCRIPT = /^npm (?:-s |--silent )?(?:run (?:-s |--silent )?)?(?<script>[\w:-]+)/;
/** A command, which may belong to another one, as `scenario import` does. */
const DISCO = /^npx disco (?:(?<name>scenario \w+|\w+)|--(?:help|version)\b)/;

/** Commands of `sh` blocks that name a script or a file that the repository does not have. */
export async function commandProblems(root: string, page: string, blocks: readonly CodeBlock[]): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const problems: string[] = [];
  for (const { line, code } of blocks.filter(({ language }) => language === 'sh')) {
    for (const [index, text] of code.trimEnd().split('\n').entries()) {
      const commands = text.replace(/(^|\s)#.*$/, '').split('&&');
      for (const command of commands.map((part) => part.trim()).filter((part) => part !== '')) {
        const problem = commandProblem(root, manifest.scripts, command);
        if (problem !== undefined) problems.push(`${page}:${line + index}: ${problem}`);
      }
    }
  }
  return problems;
}

function commandProblem(root: string, scripts: Readonly<Record<string, string>>, command: string): string | undefined {
  if (READERS_OWN.test(command) || NPM_ITSELF.test(command)) return undefined;
  if (DISCO.test(command)) return discoProblem(root, command);
  const script = NPM_SCRIPT.exec(command)?.groups?.['script'];
  if (script === undefined) return `'${command}' is not a command that a page may name`;
  if (scripts[script] === undefined) return `package.json has no script '${script}'`;
  const missing = command
    .split(/\s+/)
    .slice(1)
    .find((word) => /^[a-z][\w.-]*\//.test(word) && !existsSync(join(root, word)));
  return missing === undefined ? undefined : `there is no file '${missing}'`;
}

/** The help of the built command tells its options. */
function discoProblem(root: string, command: string): string | undefined {
  const name = DISCO.exec(command)?.groups?.['name'];
  const help = helpOf(root, name);
  const unknown = command.match(/--[\w-]+/g)?.find((option) => !help.includes(option));
  return unknown && `'disco ${name ?? ''}' has no option ${unknown}`;
}

/** By command; pages name the same ones again and again. */
const helps = new Map<string | undefined, string>();

function helpOf(root: string, name: string | undefined): string {
  const known = helps.get(name);
  if (known !== undefined) return known;
  const main = join(root, 'cluster/cli/dist/main.js');
  const args = [main, ...(name?.split(' ') ?? []), '--help'];
  const help = execFileSync(process.execPath, args, { encoding: 'utf8' });
  helps.set(name, help);
  return help;
}
