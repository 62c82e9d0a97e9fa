// `npm run -s mathematics` writes src/library.ts, the stdlib functions of this package, from the versions in the lock file.
// They are bundled and not depended upon because their bits are part of the engine's contract: a patch release of an indirect
// dependency, installed on one of two machines, would give the two different digests.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleLibrary } from './bundle-library.js';

await writeFile(fileURLToPath(new URL('../src/library.ts', import.meta.url)), await bundleLibrary());
