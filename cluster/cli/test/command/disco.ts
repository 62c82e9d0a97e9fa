import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const host = fileURLToPath(new URL('../fixtures/command-host.mjs', import.meta.url));
/** The model of the fixtures, as a path. */
export const model = fileURLToPath(new URL('../../../workers/test/fixtures/token-ring.mjs', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command `disco`; `npm test` builds before it tests. Close it at the end of a test file. */
export class Disco {
  readonly #children: ChildProcess[] = [];
  #host: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** Starts the program in a process of its own. */
  spawn(...args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.push(child);
    return child;
  }

  /** Runs the program in a process of its own. */
  async start(...args: readonly string[]): Promise<Outcome> {
    return outcomeOf(this.spawn(...args));
  }

  /**
   * Runs a command in a process that is kept for the next ones, since starting one and loading the engine takes longer than most commands.
   * Calls wait for each other.
   */
  run(...args: readonly string[]): Promise<Outcome> {
    const outcome = this.#last.then(() => this.#ask(args));
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  /** A listening worker, and its address for `--peers`. */
  async worker(...args: readonly string[]): Promise<{ readonly child: ChildProcess; readonly address: string }> {
    const child = this.spawn('worker', '--model', model, ...args);
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    const [line] = (await once(lines, 'line')) as [string];
    return { child, address: line.split(' ').at(-1) ?? '' };
  }

  /** Kills spawned processes, except that of `run`. */
  killSpawned(): void {
    for (const child of this.#children.splice(0)) child.kill('SIGKILL');
  }

  async close(): Promise<void> {
    this.killSpawned();
    if (this.#host === undefined) return;
    const ended = once(this.#host, 'exit');
    this.#host.kill('SIGKILL');
    await ended;
    this.#host = undefined;
  }

  async #ask(args: readonly string[]): Promise<Outcome> {
    // Without the flags by which processes of Vitest load the sources of packages.
    this.#host ??= fork(host, { execArgv: [] });
    const asked = this.#host;
    const ended = new AbortController();
    const { signal } = ended;
    try {
      asked.send(args);
      return await Promise.race([
        once(asked, 'message', { signal }).then(([outcome]) => outcome as Outcome),
        once(asked, 'exit', { signal }).then(([code, by]) => {
          this.#host = undefined;
          throw new Error(`the process that runs commands has ended (${String(code ?? by)}): ${args.join(' ')}`);
        }),
      ]);
    } finally {
      ended.abort();
    }
  }
}

export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.on('data', (chunk: Buffer) => (texts[name] += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...texts };
}

/** The first text on stderr that has a form, once it is there. What was printed before the call counts if nobody has read it. */
export function printed(child: ChildProcess, form: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = form.exec(text);
      if (found !== null) resolve(found[0]);
    });
  });
}
