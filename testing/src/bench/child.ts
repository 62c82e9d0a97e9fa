import { loadBenchmarks } from './benchmarks.js';
import { measure } from './harness.js';

/** Measures the one benchmark that the parent names, and sends back the measurement. */
const [name, config = '', rounds, events, ...modules] = process.argv.slice(2);
const benchmarks = await loadBenchmarks(modules);
const benchmark = benchmarks.find((candidate) => candidate.name === name);
if (benchmark === undefined || process.send === undefined) throw new Error('This file must be started by main.js.');
process.send(await measure(benchmark, config, { rounds: Number(rounds), events: Number(events) }));
process.disconnect();
