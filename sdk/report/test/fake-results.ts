import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** A channel of one replication: its summary, without fields that are the same everywhere, and its records. */
export interface FakeChannel {
  readonly node: string;
  readonly name: string;
  readonly kind: string;
  readonly unit?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly count?: number;
  readonly mean?: number | null;
  readonly minimum?: number | null;
  readonly maximum?: number | null;
  readonly shares?: Readonly<Record<string, number>>;
  readonly counts?: readonly number[];
  readonly edges?: readonly number[];
  readonly means?: readonly number[];
  readonly records?: readonly (readonly [epoch: number, value: number])[];
}

export const experiment = {
  format: 1,
  name: 'depots',
  model: { name: 'supply-chain', module: 'dist/experiment.js', export: 'default' },
  scenario: { name: 'chain', id: 'chain-38', version: 2, store: null, vertices: 38, edges: 61 },
  seed: 7,
  duration: 100,
  warmup: 10,
  replications: 3,
  antithetic: false,
  cases: [{ number: 0, parameters: {} }] as { number: number; parameters: Record<string, unknown> }[],
  placement: null,
  workers: 2,
  versions: { engine: '0.1.0', node: 'v20.20.2' },
  command: 'disco run dist/experiment.js --results results',
  unit: 'days',
};

/** Writes results folders without running an experiment. */
export class FakeResults {
  private constructor(
    readonly folder: string,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  static async make(description: object = experiment): Promise<FakeResults> {
    const folder = await mkdtemp(join(tmpdir(), 'disco-report-test-'));
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    await writeFile(join(folder, 'experiment.json'), JSON.stringify(description));
    return new FakeResults(folder, instance, await instance.connect());
  }

  path(number: number, replication: number, file = ''): string {
    const padded = (value: number): string => String(value).padStart(4, '0');
    return join(this.folder, `case-${padded(number)}`, `replication-${padded(replication)}`, file);
  }

  async add(
    number: number,
    replication: number,
    channels: readonly FakeChannel[],
    changes: object = {},
  ): Promise<void> {
    await mkdir(this.path(number, replication), { recursive: true });
    const run = {
      case: number,
      replication,
      status: 'FINISHED',
      digest: `00000000deadbee${replication % 10}`,
      epoch: 100,
      activations: 1000,
      events: 5000,
      seconds: 1.5,
      workers: [
        { busy: 900, blocked: 500, idle: 100, heldUpAt: 'stage/17 order' },
        { busy: 1200, blocked: 200, idle: 100, heldUpAt: null },
      ],
      channels: channels.map(summary),
      log: channels.length > 0 ? 'log.parquet' : null,
      logFailure: null,
      error: null,
      ...changes,
    };
    await writeFile(this.path(number, replication, 'run.json'), JSON.stringify(run));
    await this.#log(channels, this.path(number, replication, 'log.parquet'));
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
    await rm(this.folder, { recursive: true });
  }

  async #log(channels: readonly FakeChannel[], file: string): Promise<void> {
    await this.connection.run(
      'CREATE OR REPLACE TABLE log(node VARCHAR, name VARCHAR, epoch DOUBLE, index INTEGER, value DOUBLE)',
    );
    const appender = await this.connection.createAppender('log');
    for (const { node, name, records = [] } of channels) {
      for (const [epoch, value] of records) {
        appender.appendVarchar(node);
        appender.appendVarchar(name);
        appender.appendDouble(epoch);
        appender.appendInteger(0);
        appender.appendDouble(value);
        appender.endRow();
      }
    }
    appender.closeSync();
    await this.connection.run(`COPY log TO '${file}' (FORMAT parquet)`);
  }
}

function summary(channel: FakeChannel): object {
  const { records = [], ...rest } = channel;
  const values = records.map(([, value]) => value);
  const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  const range = values.length === 0 ? [null, null] : [Math.min(...values), Math.max(...values)];
  const [minimum, maximum] = range;
  const last = values.at(-1) ?? null;
  return { unit: '', labels: {}, count: values.length, mean, deviation: null, minimum, maximum, last, ...rest };
}
