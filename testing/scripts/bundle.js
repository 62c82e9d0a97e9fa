// Writes the JavaScript of each library, from its sources, as a few files in its dist; `tsc -b` checks it and writes its types there.
// A process of ours would otherwise open some seven hundred modules before it does anything, which takes longer than most runs.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Libraries, and the modules that are run beside those that others import: programs, threads, and what the programs of tests import. */
const LIBRARIES = {
  kernel: [],
  transports: ['simulation/seed-thread'],
  'sdk/mathematics': [],
  'sdk/statistics': [],
  'sdk/model': [],
  'sdk/partitioner': [],
  'sdk/data': [],
  'sdk/experiments': [],
  'sdk/report': [],
  'cluster/workers': [
    'hosts/process-main',
    'hosts/thread-main',
    'modules/typescript-hooks',
    'simulator/main',
    'simulator/simulate',
  ],
  'cluster/coordinator': ['simulator/main', 'simulator/simulate'],
  'cluster/cli': ['main', 'command', 'bench/experiment-parts', 'bench/experiments'],
};

// As the tsconfig of all packages has it.
const transform = {
  target: 'es2022',
  decorator: { legacy: true, emitDecoratorMetadata: true },
  assumptions: { setPublicClassFields: true },
  typescript: { removeClassFieldsWithoutInitializer: true },
};

/** Entry points of a library by their paths in `src` and `dist`, without extension. */
function entriesOf(folder, programs) {
  const { exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const imported = Object.values(exports).flatMap((entry) => entry.default?.match(/^\.\/dist\/(.+)\.js$/)?.[1] ?? []);
  return Object.fromEntries([...imported, ...programs].map((path) => [path, join(root, folder, 'src', `${path}.ts`)]));
}

/** Stands for the way from a file to `dist`, which is known once the files are. */
const PLACE = 'place-in-dist:';

/** A module keeps its place: what it finds from there, it would not find from the file that it becomes part of. */
const places = (source) => ({
  name: 'places',
  transform: {
    filter: { code: /import\.meta\.url/ },
    handler: (code, id) => {
      const place = `new URL('${PLACE}${relative(source, id).split(sep).join(posix.sep)}', import.meta.url).href`;
      // Comments keep their examples.
      const outside = /^(?!\s*(?:\*|\/\/)).*$/gm;
      return { code: code.replace(outside, (line) => line.replaceAll('import.meta.url', place)), map: null };
    },
  },
});

async function filesOf(folder, programs) {
  const source = join(root, folder, 'src');
  const input = entriesOf(folder, programs);
  const bundle = await rolldown({
    input,
    platform: 'neutral',
    external: (id) => !id.startsWith('.') && !id.startsWith(source),
    resolve: { extensionAlias: { '.js': ['.ts'] } },
    transform,
    tsconfig: false,
    plugins: [places(source)],
    // Whoever imports the library may want any of it; tools of theirs take away what they do not use.
    treeshake: false,
    checks: { ineffectiveDynamicImport: false },
  });
  const { output } = await bundle.generate({
    dir: join(root, folder, 'dist'),
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    sourcemap: true,
  });
  await bundle.close();
  return new Map(
    output.map((file) => {
      const way = './' + '../'.repeat(file.fileName.split('/').length - 1);
      return [file.fileName, file.type === 'chunk' ? file.code.replaceAll(PLACE, way) : file.source];
    }),
  );
}

/** Changes only files that differ: a process may be running from them. */
function write(folder, files) {
  const dist = join(root, folder, 'dist');
  for (const [name, content] of files) {
    const path = join(dist, name);
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, content);
    renameSync(`${path}.new`, path);
  }
  for (const name of existsSync(dist) ? readdirSync(dist, { recursive: true }) : []) {
    const isCode = /\.js(?:\.map)?$/.test(name);
    if (isCode && !files.has(name.split(sep).join(posix.sep))) rmSync(join(dist, name));
  }
}

const clean = process.argv[2] === '--clean';
for (const [folder, programs] of Object.entries(LIBRARIES))
  write(folder, clean ? new Map() : await filesOf(folder, programs));
