export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs something in this process, and takes what it writes. One after another: the streams are those of the process. */
export function printed(run: () => Promise<number>): Promise<Printed> {
  const outcome = last.then(() => take(run));
  last = outcome.catch(() => undefined);
  return outcome;
}

let last: Promise<unknown> = Promise.resolve();

async function take(run: () => Promise<number>): Promise<Printed> {
  const texts = { stdout: '', stderr: '' };
  const names = ['stdout', 'stderr'] as const;
  const writes = names.map((name) => process[name].write);
  for (const name of names)
    process[name].write = (chunk: string | Uint8Array) => (texts[name] += Buffer.from(chunk).toString()) !== '';
  try {
    return { code: await run(), ...texts };
  } finally {
    for (const [at, name] of names.entries()) if (writes[at] !== undefined) process[name].write = writes[at];
  }
}
