// `npm run -s mathematics`: writes src/library.ts, the functions of stdlib that this package gives, from the versions in the lock
// file. They are carried here and not depended upon, since their bits are part of what the engine promises: a patch of a
// dependency of a dependency, installed on one of two machines, would give the two different digests.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleLibrary } from './bundle-library.js';

await writeFile(fileURLToPath(new URL('../src/library.ts', import.meta.url)), await bundleLibrary());
