import { basename, extname } from 'node:path';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { findColumns, type Columns } from './chain-columns.js';
import { checkNetwork } from './chain-network.js';
import { ChainRow } from './chain-row.js';
import type { Chain, Stage } from './chain.js';
import { fileLines, LineTooLongError } from './file-lines.js';
import { ProblemList } from './problem-list.js';
import { shown } from './shown.js';

/** Limits of a chain file; the defaults are at least ten times what the largest chain of the data set has. */
export interface ChainLimits {
  /** Maximum number of bytes in a line. */
  readonly lineBytes: number;
  readonly stages: number;
  readonly arcs: number;
}

const LIMITS: ChainLimits = { lineBytes: 1 << 20, stages: 20_000, arcs: 500_000 };

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'the file is not readable; check its permissions',
  EISDIR: 'this is a directory; give a file',
};

/**
 * Reads a supply chain from a CSV file in the format of `data/README.md`. Reads line by line and holds no more than one line of
 * the file. Tolerates a byte order mark, CRLF, quoted cells (within one line) and empty rows.
 *
 * @param path relative to the working directory, or absolute
 * @throws InvalidInputError (`CHAIN_INVALID`) with every problem of the file, each with its line
 */
export async function readChain(path: string, limits: ChainLimits = LIMITS): Promise<Chain> {
  const reader = new ChainReader(path, limits);
  return { name: basename(path, extname(path)), stages: await reader.read() };
}

/** Reading stopped before the end; the reason is already among the problems. */
class Stopped extends Error {}

class ChainReader {
  readonly #stages = new Map<string, Stage>();
  readonly #problems: ProblemList;
  #columns: Columns | null = null;
  #arcs = 0;
  #rows = 0;
  /** Whether a row was skipped, so that its id is unknown. */
  #rowLost = false;

  constructor(
    private readonly file: string,
    private readonly limits: ChainLimits,
  ) {
    this.#problems = new ProblemList('CHAIN_INVALID', basename(file));
  }

  async read(): Promise<readonly Stage[]> {
    let complete = true;
    try {
      for await (const { line, text } of fileLines(this.file, this.limits.lineBytes)) this.#take(line, text);
    } catch (error) {
      complete = false;
      this.#readingFailed(error);
    }
    if (complete) this.#finish();
    this.#problems.throwIfAny();
    return [...this.#stages.values()];
  }

  #take(line: number, text: string | null): void {
    const cells = this.#cells(line, text);
    if (cells === null || cells.every((cell) => cell.trim() === '')) return;
    if (this.#columns === null) {
      this.#columns = findColumns(cells, line, this.file, this.#problems);
      if (this.#columns === null) throw new Stopped();
      return;
    }
    this.#rows += 1;
    const stage = new ChainRow(cells, this.#columns, this.file, line, this.#problems).stage();
    if (stage === null) this.#rowLost = true;
    else this.#keep(stage);
  }

  /** Reports and skips a line that cannot be split; without a header, nothing more can be read. */
  #cells(line: number, text: string | null): readonly string[] | null {
    const place = { file: this.file, line };
    if (text === null) {
      this.#problems.add('TEXT_INVALID', 'the line is not UTF-8 text; save the file as CSV in UTF-8', place);
    } else {
      try {
        // With LF as the only record delimiter, which `fileLines` has removed, a line is at most one record.
        const records: string[][] = parse(text, { record_delimiter: '\n', relax_column_count: true });
        return records[0] ?? [];
      } catch (error) {
        if (!(error instanceof CsvError)) throw error;
        const message = `the quotes of the line do not match (${error.code}); it begins with ${shown(text)}`;
        this.#problems.add('QUOTES_INVALID', message, place);
      }
    }
    if (this.#columns === null) throw new Stopped();
    this.#rows += 1;
    this.#rowLost = true;
    return null;
  }

  #keep(stage: Stage): void {
    const place = { file: this.file, line: stage.line };
    const first = this.#stages.get(stage.id);
    if (first !== undefined) {
      this.#problems.add('STAGE_REPEATED', `stage ${shown(stage.id)} is already on line ${first.line}`, place);
      return;
    }
    this.#stages.set(stage.id, stage);
    this.#arcs += stage.upstream.length;
    const { stages, arcs } = this.limits;
    if (this.#stages.size > stages || this.#arcs > arcs) {
      this.#problems.add('CHAIN_TOO_LARGE', `the chain has more than ${stages} stages or ${arcs} arcs`, place);
      throw new Stopped();
    }
  }

  #finish(): void {
    const place = { file: this.file };
    if (this.#columns === null) {
      this.#problems.add('FILE_EMPTY', 'the file is empty; it needs a header and one row per stage', place);
    } else if (this.#rows === 0) {
      this.#problems.add('STAGES_MISSING', 'the file has no stages; add one row per stage below the header', place);
    }
    // An upstream stage may be defined in a skipped row; do not report it as unknown.
    if (!this.#rowLost) checkNetwork([...this.#stages.values()], this.file, this.#problems);
  }

  #readingFailed(error: unknown): void {
    if (error instanceof Stopped) return;
    if (error instanceof LineTooLongError) {
      const message = `the line is longer than ${error.limit} bytes; nothing after it was read`;
      this.#problems.add('LINE_TOO_LONG', message, { file: this.file, line: error.line });
      return;
    }
    const code = errorCode(error);
    if (code === undefined) throw error;
    this.#problems.add('FILE_UNREADABLE', WHY[code] ?? `the file cannot be read (${code})`, { file: this.file });
  }
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
