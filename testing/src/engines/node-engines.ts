import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Engine, FoundEngine } from './engine.js';
import { printed, processEngine } from './process-engine.js';

const execute = promisify(execFile);
const cache = fileURLToPath(new URL('../../../node_modules/.cache/engines/', import.meta.url));

/** The Node that is running this. */
export const thisNode: FoundEngine = processEngine(
  `Node ${process.version}, ${process.platform} ${process.arch}`,
  [process.execPath],
  'console.log',
);

/** Node in one version, for this machine's processor. */
export function node(version: string): Engine {
  const platform = `${process.platform}-${process.arch}`;
  return {
    name: `node-${version.split('.')[0]}`,
    always: true,
    async find() {
      const program = await nodeFromNpm(platform, version);
      if (typeof program !== 'string') return program;
      const said = await printed(program, '--version');
      if (said === undefined) return { missing: `${program} does not run here` };
      return processEngine(`Node ${said}, ${process.platform} ${process.arch}`, [program], 'console.log');
    },
  };
}

const EMULATOR = ['/usr/bin/qemu-aarch64-static', '/usr/bin/qemu-aarch64'];
const LIBRARIES = '/usr/aarch64-linux-gnu';

/** Node for arm64 on an emulated processor; only on x64 Linux, since arm64 machines need no emulator. */
export function nodeOnArm64(version: string): Engine {
  return {
    name: `node-${version.split('.')[0]}-arm64`,
    always: true,
    async find() {
      const emulator = EMULATOR.find((file) => existsSync(file));
      if (emulator === undefined || !existsSync(`${LIBRARIES}/lib/libstdc++.so.6`))
        return { missing: 'no emulator; apt-get install qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross' };
      const program = await nodeFromNpm('linux-arm64', version);
      if (typeof program !== 'string') return program;
      const command = [emulator, '-L', LIBRARIES, program] as const;
      const said = await printed(emulator, ...command.slice(1), '--version');
      if (said === undefined) return { missing: `${command.join(' ')} does not run here` };
      return processEngine(`Node ${said}, linux arm64, under QEMU`, command, 'console.log');
    },
  };
}

/** The path of a Node from its npm package, which is installed into a cache if necessary. */
async function nodeFromNpm(platform: string, version: string): Promise<string | { readonly missing: string }> {
  const name = `node-${platform}`;
  const folder = `${cache}${name}-${version}`;
  const program = `${folder}/node_modules/${name}/bin/node`;
  if (existsSync(program)) return program;
  await mkdir(cache, { recursive: true });
  // Installed next to its final place first: an interrupted installation must not look complete.
  const fresh = await mkdtemp(`${folder}-`);
  try {
    // Forced, because the package is for a different processor.
    const options = ['--force', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
    await execute('npm', ['install', '--prefix', fresh, ...options, `${name}@${version}`]);
    await rename(fresh, folder);
    return program;
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (existsSync(program)) return program;
    const why = error instanceof Error ? (error.message.split('\n').at(-1) ?? '') : String(error);
    return { missing: `npm could not install ${name}@${version}: ${why}` };
  }
}
