// See host.ts for why these are declared here.
declare const process: { readonly emitWarning?: (warning: Error) => void } | undefined;
declare const console: { warn(warning: Error): void };

/** Warns the operator of the program, not its code: a process warning in Node, a console line elsewhere. */
export function warn(warning: Error): void {
  if (typeof process === 'object' && typeof process.emitWarning === 'function') process.emitWarning(warning);
  else console.warn(warning);
}
