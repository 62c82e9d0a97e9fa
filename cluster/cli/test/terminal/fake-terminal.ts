/** Takes what is written to a terminal, and shows what would be on it. */
export class FakeTerminal {
  readonly isTTY: boolean;
  readonly writes: string[] = [];

  constructor(
    readonly columns = 100,
    isTTY = true,
  ) {
    this.isTTY = isTTY;
  }

  get stream(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream;
  }

  write(text: string): boolean {
    this.writes.push(text);
    return true;
  }

  /** The lines that are to be seen, without their styles. The last one is where the cursor stands. */
  get lines(): string[] {
    const lines = [''];
    // oxlint-disable-next-line no-control-regex -- what a terminal is controlled by
    for (const [part = ''] of this.writes.join('').matchAll(/\r\u001B\[K|\u001B\[\d+m|\n|[^\r\n\u001B]+/g)) {
      if (part === '\n') lines.push('');
      else if (part.startsWith('\r')) lines[lines.length - 1] = '';
      else if (!part.startsWith('\u001B')) lines[lines.length - 1] += part;
    }
    return lines;
  }
}
