import { join } from 'node:path';
import { entryAt, VertexMask } from '@disco-engine/kernel';
import { openStore, scenarioFromTables } from '@disco-engine/data';
import { planPlacement, multilevel } from '@disco-engine/partitioner';
import { explore, Scenario, Simulation } from '@disco-engine/sdk';
import { BigPlant, FinePlant } from './big-plant.js';
import { LOCATIONS, writeBigTables, type TableSize } from './big-tables.js';

/** The measurements of one step. */
export interface StepResult {
  readonly seconds: number;
  readonly figures: Readonly<Record<string, number>>;
}

/** A measurement that runs in its own process. */
export interface Step {
  readonly name: string;
  /** Targets for the time and the memory of the whole process: at most this many seconds and MB. */
  readonly seconds: number;
  readonly megabytes: number;
  run(folder: string): Promise<StepResult>;
}

const BIG: TableSize = { vertices: 1_000_000, edges: 2_000_000 };
const RUN: TableSize = { vertices: 100_000, edges: 200_000 };
const WORKERS = 8;

/** In the order in which they must run: each leaves behind what the next ones need. */
export const steps: readonly Step[] = [
  { name: 'import', seconds: 10, megabytes: 1500, run: importBig },
  { name: 'load', seconds: 3, megabytes: 1500, run: loadBig },
  { name: 'views', seconds: 0.001, megabytes: 1500, run: views },
  { name: 'partition', seconds: 15, megabytes: 1500, run: partition },
  { name: 'start', seconds: 5, megabytes: 1000, run: startRun },
];

/** Writes the tables; not measured. */
export async function prepare(folder: string): Promise<void> {
  await writeBigTables(join(folder, 'big'), BIG);
  const tables = await writeBigTables(join(folder, 'run'), RUN);
  const store = await openStore(storeIn(folder, 'run'));
  await store.save(await fromParquet('run', tables));
  await store.close();
}

/** Imports Parquet as a scenario, then stores it as a version in a new store; only the import is timed. */
async function importBig(folder: string): Promise<StepResult> {
  const files = ['stages', 'orders', 'supplies'].map((name) => join(folder, 'big', `${name}.parquet`));
  const start = performance.now();
  const scenario = await fromParquet('big', {
    stages: entryAt(files, 0),
    orders: entryAt(files, 1),
    supplies: entryAt(files, 2),
  });
  const seconds = since(start);
  const store = await openStore(storeIn(folder, 'big'));
  const save = performance.now();
  await store.save(scenario);
  const saved = since(save);
  await store.close();
  const edges = scenario.graph.layerNames.reduce(
    (total, name) => total + scenario.graph.knownLayer(name).targets.length,
    0,
  );
  return { seconds, figures: { vertices: scenario.graph.vertexCount, edges, secondsToSave: saved } };
}

async function loadBig(folder: string): Promise<StepResult> {
  const start = performance.now();
  const { graph } = await loaded(folder, 'big');
  return { seconds: since(start), figures: { vertices: graph.vertexCount } };
}

/** The median over many views with different masks. */
async function views(folder: string): Promise<StepResult> {
  const { graph } = await loaded(folder, 'big');
  const masks = ['location=L1', 'echelon=E3', 'family=F7'].map((label) => VertexMask.withLabel(graph.labels, label));
  const times = Array.from({ length: 999 }, (_, round) => {
    const start = performance.now();
    graph.view(entryAt(masks, round % masks.length));
    return since(start);
  }).sort((a, b) => a - b);
  return { seconds: times[times.length >> 1] ?? NaN, figures: { slowest: times[times.length - 1] ?? NaN } };
}

/** From the graph in memory to a placement: grouped into nodes, which are distributed over workers. */
async function partition(folder: string): Promise<StepResult> {
  const scenario = await loaded(folder, 'big');
  const start = performance.now();
  const { report, workers } = planPlacement(explore(BigPlant), scenario, {
    workers: WORKERS,
    placement: multilevel({ imbalance: 0.05 }),
  });
  const seconds = since(start);
  const [traffic, cut] = [sum(report.layers, 'traffic'), sum(report.layers, 'cutTraffic')];
  const nodes = Object.keys(workers).length;
  return {
    seconds,
    figures: { nodes, nodesPerLocation: nodes / LOCATIONS, imbalance: report.imbalance, cut: cut / traffic },
  };
}

/** From the store to the first activation. */
async function startRun(folder: string): Promise<StepResult> {
  const start = performance.now();
  const scenario = await loaded(folder, 'run');
  const simulation = await Simulation.create(FinePlant, { scenario });
  simulation.step();
  const seconds = since(start);
  return { seconds, figures: { nodes: simulation.nodeNames.length, activations: simulation.activationCount } };
}

async function fromParquet(
  name: string,
  { stages, orders, supplies }: { readonly stages: string; readonly orders: string; readonly supplies: string },
): Promise<Scenario> {
  return scenarioFromTables({ name, vertices: { stage: stages }, layers: { order: orders, supply: supplies } });
}

async function loaded(folder: string, name: string): Promise<Scenario> {
  const store = await openStore(storeIn(folder, name));
  try {
    return await store.load(name);
  } finally {
    await store.close();
  }
}

function storeIn(folder: string, name: string): string {
  return join(folder, `${name}.duckdb`);
}

function since(begin: number): number {
  return (performance.now() - begin) / 1000;
}

function sum<Key extends string>(rows: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return rows.reduce((total, row) => total + row[key], 0);
}
