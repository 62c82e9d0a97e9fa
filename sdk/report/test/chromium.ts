import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

const CHROMIUM = '/usr/bin/chromium';
const QUIET = ['background-networking', 'component-update', 'sync', 'gpu'].map((name) => `--disable-${name}`);

/** Whether this machine has the browser. Where it has not, standard error says so. */
export function hasChromium(): boolean {
  const isThere = existsSync(CHROMIUM);
  if (!isThere) process.stderr.write(`${CHROMIUM} is not there, so no browser has seen the report\n`);
  return isThere;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A page in a headless Chromium, which is driven through a pipe. */
export class ChromiumPage {
  /** What the page has written to its console, and what was refused or has failed in it. */
  readonly complaints: string[] = [];
  readonly #answers = new Map<number, (message: Message) => void>();
  #last = 0;
  #session: string | undefined;
  #rest = '';
  #loaded: (() => void) | undefined;

  private constructor(
    private readonly browser: ChildProcess,
    private readonly input: Writable,
    output: Readable,
  ) {
    output.setEncoding('utf8').on('data', (text: string) => this.#receive(text));
  }

  /** @param profile an empty folder */
  static async open(profile: string, url: string, [width, height] = [1200, 900]): Promise<ChromiumPage> {
    const flags = ['--headless', '--no-sandbox', '--no-first-run', '--remote-debugging-pipe', ...QUIET];
    const browser = spawn(CHROMIUM, [...flags, `--user-data-dir=${profile}`, `--window-size=${width},${height}`], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    const page = new ChromiumPage(browser, browser.stdio[3] as Writable, browser.stdio[4] as Readable);
    const { targetId } = (await page.send('Target.createTarget', { url: 'about:blank' })) as { targetId: string };
    const attached = await page.send('Target.attachToTarget', { targetId, flatten: true });
    page.#session = (attached as { sessionId: string }).sessionId;
    for (const domain of ['Page', 'Runtime', 'Log']) await page.send(`${domain}.enable`);
    const loaded = new Promise<void>((resolve) => (page.#loaded = resolve));
    await page.send('Page.navigate', { url });
    await loaded;
    return page;
  }

  /** The value of an expression in the page. */
  async evaluate(expression: string): Promise<unknown> {
    const options = { expression, returnByValue: true, awaitPromise: true };
    const { result } = (await this.send('Runtime.evaluate', options)) as { result: { value?: unknown } };
    return result.value;
  }

  async press(key: string, windowsVirtualKeyCode: number): Promise<void> {
    for (const type of ['rawKeyDown', 'keyUp'])
      await this.send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode });
  }

  async send(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#last;
    this.input.write(`${JSON.stringify({ id, method, params, sessionId: this.#session })}\0`);
    const { result, error } = await new Promise<Message>((resolve) => this.#answers.set(id, resolve));
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.browser.once('exit', resolve));
    this.#session = undefined;
    await this.send('Browser.close');
    await ended;
  }

  #receive(text: string): void {
    const messages = (this.#rest + text).split('\0');
    this.#rest = messages.pop() ?? '';
    for (const one of messages) {
      const message = JSON.parse(one) as Message;
      if (message.id !== undefined) this.#answers.get(message.id)?.(message);
      else if (message.method === 'Page.loadEventFired') this.#loaded?.();
      else if (['Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded'].includes(message.method ?? ''))
        this.complaints.push(JSON.stringify(message.params));
    }
  }
}
