import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { firstDifference, runTwin, type TwinCase } from './run-twin.js';

const GZIP = [0x1f, 0x8b];

/** The cases of a file, which may be gzipped. @throws Error if it has none */
async function casesOf(file: string): Promise<readonly TwinCase[]> {
  const bytes = await readFile(file);
  const text = (bytes[0] === GZIP[0] && bytes[1] === GZIP[1] ? gunzipSync(bytes) : bytes).toString('utf8');
  const { cases } = JSON.parse(text) as { readonly cases?: unknown };
  if (!Array.isArray(cases) || cases.length === 0) throw new TypeError('the file has no list of cases');
  return cases as readonly TwinCase[];
}

async function outcomeOf(one: TwinCase): Promise<string | undefined> {
  try {
    return firstDifference(one.trace, await runTwin(one));
  } catch (error) {
    return String(error);
  }
}

const files = process.argv.slice(2);
let [passed, failed] = [0, 0];
for (const file of files) {
  const cases = await casesOf(file).catch((error: unknown) => String(error));
  if (typeof cases === 'string') {
    failed += 1;
    console.log(`${file}: ${cases}`);
    continue;
  }
  for (const [number, one] of cases.entries()) {
    const difference = await outcomeOf(one);
    if (difference === undefined) passed += 1;
    else failed += 1;
    if (difference !== undefined) console.log(`${file}, case ${number} (${one.model}): ${difference}`);
  }
}
if (files.length === 0) console.log('Give files of recorded runs: npm run -s twins -- FILE.json FILE.json.gz …');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || files.length === 0 ? 1 : 0;
