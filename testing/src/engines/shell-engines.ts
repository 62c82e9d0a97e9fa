import type { Engine } from './engine.js';
import { printed, processEngine } from './process-engine.js';

/** The engine of Safari and WebKit. Its shell does not report a version. */
export const javaScriptCore = shell('jsc', 'JavaScriptCore', 'libjavascriptcoregtk-4.1-bin (4.0 in Debian 12)', () =>
  printed('jsc', '-e', 'print("as installed")'),
);

/** The engine of Firefox, in GNOME's shell. */
export const spiderMonkey = shell('gjs', 'SpiderMonkey', 'gjs', () => printed('gjs', '--version'));

function shell(name: string, title: string, debian: string, version: () => Promise<string | undefined>): Engine {
  return {
    name,
    always: false,
    async find() {
      const said = await version();
      if (said === undefined) return { missing: `no ${name}; apt-get install ${debian}` };
      return processEngine(`${title}, ${said}, ${process.platform} ${process.arch}`, [name], 'print');
    },
  };
}
