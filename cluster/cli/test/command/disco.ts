import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** The model of the fixtures, as a path. */
export const model = fileURLToPath(new URL('../../../workers/test/fixtures/token-ring.mjs', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command `disco`, which is the built one; `npm test` builds before it tests. Closed at the end of a test. */
export class Disco {
  readonly #children: ChildProcess[] = [];

  spawn(...args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.push(child);
    return child;
  }

  async run(...args: readonly string[]): Promise<Outcome> {
    return outcomeOf(this.spawn(...args));
  }

  /** A worker that listens, and the address for `--peers`. */
  async worker(...args: readonly string[]): Promise<{ readonly child: ChildProcess; readonly address: string }> {
    const child = this.spawn('worker', '--model', model, ...args);
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    const [line] = (await once(lines, 'line')) as [string];
    return { child, address: line.split(' ').at(-1) ?? '' };
  }

  close(): void {
    for (const child of this.#children.splice(0)) child.kill('SIGKILL');
  }
}

export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.on('data', (chunk: Buffer) => (texts[name] += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...texts };
}
