/** The exit code of a process that a signal has ended: 128 and the number of the signal, as shells have it. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return signal === 'SIGINT' ? 130 : 143;
}
