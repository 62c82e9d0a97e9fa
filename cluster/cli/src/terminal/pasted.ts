/** How this program was called: through npx, or npm, it may not be on the PATH. */
export function programName(env: NodeJS.ProcessEnv = process.env): string {
  return env['npm_command'] === 'exec' || env['npm_execpath'] !== undefined ? 'npx disco' : 'disco';
}

/** A word of a command line, in quotes if a shell would otherwise change it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
