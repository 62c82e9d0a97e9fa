import { join } from 'node:path';
import { build, defaultClientConditions } from 'vite';
import { site } from '../folders.js';

/**
 * Bundles the model of the first page into one module. VitePress brings a Vite whose compiler emits no metadata for decorators, so the
 * Vite of the repository does it beforehand.
 */
export async function bundleDemo(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { conditions: ['@disco-engine/source', ...defaultClientConditions] },
    oxc: {
      decorator: { legacy: true, emitDecoratorMetadata: true },
      assumptions: { setPublicClassFields: true },
      typescript: { removeClassFieldsWithoutInitializer: true },
    },
    build: {
      target: 'es2022',
      outDir: folder,
      emptyOutDir: true,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(site, 'demo/run-call-centre.ts'),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
}
