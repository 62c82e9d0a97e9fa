import { InvalidInputError } from '@disco-engine/kernel';
import { TRANSPORT_NAMES, transportKind, type HostKind, type TransportName } from '@disco-engine/transports';
import { moduleArguments, readArguments, type BenchArguments } from '../arguments.js';
import { processStation, threadStation } from './crew.js';
import { HEAVY_MICROSECONDS, loadWorkersBenchmarks } from './load-workers-benchmarks.js';
import { measureWorkers, type WorkersMeasurement } from './measure-workers.js';
import { calibrate } from './phold-workers.js';

const USAGE = 'usage: npm run -s bench:workers -- [--json] [--only NAME]… [--rounds N] [--with MODULE]…';
const WORKERS = 2;
/** Several objects on one thread gain nothing. */
const TRANSPORTS: readonly TransportName[] = TRANSPORT_NAMES.filter((name) => hostOf(name) !== 'objects');

async function main(args: readonly string[]): Promise<number> {
  const modules = moduleArguments(args);
  const rounds = calibrate(HEAVY_MICROSECONDS);
  const benchmarks = await loadWorkersBenchmarks(rounds, modules);
  const names = benchmarks.map(({ name }) => name);
  let asked: BenchArguments;
  try {
    asked = readArguments(args, names);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    return 2;
  }
  for (const { name: benchmark, prepare } of benchmarks) {
    if (asked.only.length > 0 && !asked.only.includes(benchmark)) continue;
    const prepared = await prepare?.();
    for (const transport of TRANSPORTS) {
      const hire = hostOf(transport) === 'threads' ? threadStation : processStation;
      const stations = Array.from({ length: WORKERS }, () => hire(rounds, modules));
      try {
        const measurement = await measureWorkers({ benchmark, transport, prepared, stations }, asked.rounds);
        console.log(asked.json ? jsonLine(measurement) : textLine(measurement));
      } finally {
        await Promise.all(stations.map((station) => station.end()));
      }
    }
  }
  return 0;
}

function jsonLine(measurement: WorkersMeasurement): string {
  return JSON.stringify(measurement, (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(5)) : value,
  );
}

function textLine(measurement: WorkersMeasurement): string {
  const { name, transport, workers, speedup, speedupLow, speedupHigh, ...figures } = measurement;
  const rest = Object.entries(figures).map(([figure, value]) => `${figure} ${Number(value.toPrecision(4))}`);
  const range = `(${speedupLow.toFixed(2)} to ${speedupHigh.toFixed(2)})`;
  return `${name}, ${workers} workers over ${transport}: ${speedup.toFixed(2)} times as fast ${range}; ${rest.join(', ')}`;
}

function hostOf(name: TransportName): HostKind {
  return transportKind(name).hosts[0];
}

process.exitCode = await main(process.argv.slice(2));
