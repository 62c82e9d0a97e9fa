import { basename, resolve } from 'node:path';
import { ENGINE_VERSION } from '@disco-engine/kernel';
import { Flags } from '../flags/flags.js';
import { checkoutOf } from './checkout.js';
import { packageNameFault } from './package-name.js';
import { packEngine } from './packed-engine.js';
import { STYLES } from './styles.js';
import { packageFiles } from './template.js';
import { lookAt, writePackage } from './write-package.js';
import { INIT_FORM } from './init-spec.js';

/** `disco init`: creates a package with a model, an experiment and a test. */
export async function init(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, INIT_FORM);
  const folder = resolve(flags.argument(0));
  const name = flags.text('name') ?? basename(folder);
  const fault = packageNameFault(name);
  if (fault !== undefined)
    flags.refuse(
      'VALUE_INVALID',
      `npm does not accept '${name}' as the name of a package: it ${fault}; choose another with --name`,
    );
  const style = flags.choice('style', STYLES) ?? 'handler';
  const place = await lookAt(folder);
  if (place.problem !== undefined) flags.problems.push(place.problem);
  flags.throwIfAny();
  const checkout = await checkoutOf();
  const files = await packageFiles(name, style, checkout === undefined ? undefined : await packEngine(checkout));
  await writePackage(place, files);
  if (flags.has('json'))
    return `${JSON.stringify({ folder, name, version: ENGINE_VERSION, files: files.map(({ path }) => path) })}\n`;
  return nextSteps(name, folder === process.cwd() ? '' : flags.argument(0), checkout);
}

/** @param folder as it was given; empty if the shell is already in it */
function nextSteps(name: string, folder: string, checkout: string | undefined): string {
  const enter = folder === '' ? '' : `  cd ${quoted(folder)}\n`;
  const engine = checkout === undefined ? '' : `\nwith the engine from ${checkout}, packed into engine/`;
  return `created ${name}: a model of a coffee bar, an experiment and a test${engine}

${enter}  npm install
  npm test
  npm run experiment    one barista or two, five replications each
  npm run report        the results, as results/report.html

README.md says what to change first.
`;
}

/** A path as a shell reads it. */
function quoted(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
