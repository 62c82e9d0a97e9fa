import { builtinModules } from 'node:module';

const MOST_CHARACTERS = 214;

/** Why npm rejects a name for a new package, as in `has capital letters`; undefined if it does not. */
export function packageNameFault(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.length > MOST_CHARACTERS) return `has more than ${MOST_CHARACTERS} characters`;
  if (name !== name.toLowerCase()) return 'has capital letters';
  const [, scope, bare = ''] = /^(?:@([^/]*)\/)?(.*)$/s.exec(name) ?? [];
  for (const part of scope === undefined ? [bare] : [scope, bare]) {
    if (part === '') return 'has nothing before or after the /';
    if (/^[._-]/.test(part)) return `begins with '${part[0]}'`;
    if (!/^[a-z\d._-]*$/.test(part)) return 'has characters other than letters, digits, ., _ and -';
  }
  if (name === 'node_modules' || name === 'favicon.ico') return 'is reserved';
  return builtinModules.includes(name) ? 'is the name of a module of Node' : undefined;
}
