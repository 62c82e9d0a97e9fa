// See host.ts for why these are declared here.
declare const process: { readonly emitWarning?: (warning: Error) => void } | undefined;
declare const console: { warn(warning: Error): void };

/** Tells whoever watches the program, not its code: a warning of the process in Node, a line on the console elsewhere. */
export function warn(warning: Error): void {
  if (typeof process === 'object' && typeof process.emitWarning === 'function') process.emitWarning(warning);
  else console.warn(warning);
}
