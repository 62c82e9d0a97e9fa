import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parseTableOptions, scenarioFromTables, type TableOptions } from '@disco-engine/data';
import { entryAt, printable, type Problem } from '@disco-engine/kernel';
import { checkScenario, type ModelSpecification } from '@disco-engine/sdk';
import { Flags } from '../flags/flags.js';
import { loadModel } from '../loading/load-model.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { counted } from '../terminal/counted.js';
import { printErrorLines } from '../terminal/print.js';
import { storeOf, withStore } from '../flags/store-flag.js';
import { DECIMALS, IMPORT_FORM, THOUSANDS } from './import-spec.js';
import { styled } from '../terminal/styled.js';

/** Flags that apply to all tables. */
const READING = ['delimiter', 'decimal', 'thousands', 'comment', 'encoding'] as const;

/** `disco scenario import`: reads and checks tables, and stores the scenario. */
export async function importScenario(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, IMPORT_FORM);
  const id = flags.required('id');
  const given = await readTables(flags);
  const module = flags.has('model') && (await readModuleFlag(flags, '--model', flags.text('model') ?? '', true));
  flags.throwIfAny();
  const model = module ? (await loadModel(module)).specification : undefined;
  const assumed: Problem[] = [];
  const scenario = await scenarioFromTables(
    { ...withDelays(given, model), name: id },
    {
      onAssumption: (assumption) => {
        assumed.push(assumption);
        printErrorLines([
          [styled('caution', 'Assumption'), ` about ${assumption.place?.file ?? 'a table'}: ${assumption.message}`],
        ]);
      },
    },
  );
  if (model !== undefined) await checkScenario(model, scenario);
  const stored = await withStore(storeOf(flags), (store) => store.save(scenario, { id }), { make: true });
  const { graph } = scenario;
  const edges = graph.layerNames.reduce((sum, name) => sum + (graph.layer(name)?.targets.length ?? 0), 0);
  if (flags.has('json')) return `${JSON.stringify({ ...stored, vertices: graph.vertexCount, edges, assumed })}\n`;
  const layers = graph.layerNames.length;
  const counts = `${counted(graph.vertexCount, 'vertex', 'vertices')}, ${counted(edges, 'edge')} in ${counted(layers, 'layer')}`;
  return `stored '${printable(id)}', version ${stored.version}: ${counts}\n`;
}

async function readTables(flags: Flags): Promise<TableOptions> {
  const file = flags.text('tables');
  if (file !== undefined) {
    for (const name of ['vertices', 'layer', 'reverse', 'cyclic', ...READING] as const)
      if (flags.has(name))
        flags.refuse('OPTION_INVALID', `--${name} and --tables exclude each other; put it into the file of --tables`);
    return readTablesFile(flags, file);
  }
  flags.required('vertices');
  const vertices = pairs(flags, 'vertices', (table) => entryAt(basename(table.split('#').at(-1) ?? '').split('.'), 0));
  const layers = pairs(flags, 'layer');
  const distinct = flags.texts('distinct');
  const reading = {
    delimiter: flags.text('delimiter'),
    decimal: flags.choice('decimal', DECIMALS),
    thousands: flags.choice('thousands', THOUSANDS),
    comment: flags.text('comment'),
    encoding: flags.text('encoding'),
  };
  const named = (name: 'reverse' | 'cyclic', layer: string): boolean => flags.texts(name).includes(layer);
  for (const name of ['reverse', 'cyclic'] as const) {
    for (const layer of flags.texts(name))
      if (!layers.some(([known]) => known === layer))
        flags.refuse('VALUE_INVALID', `--${name} names layer '${layer}', and no --layer defines it`);
  }
  return {
    vertices: Object.fromEntries(vertices.map(([name, from]) => [name, { from, distinct, ...reading }])),
    layers: Object.fromEntries(
      layers.map(([name, from]) => [
        name,
        { from, reverse: named('reverse', name), cyclic: named('cyclic', name), ...reading },
      ]),
    ),
  };
}

/** The values of a flag of the form NAME=TABLE. */
function pairs(
  flags: Flags,
  flag: 'vertices' | 'layer',
  nameOf?: (table: string) => string,
): (readonly [name: string, table: string])[] {
  const found = flags.texts(flag).map((text) => {
    const [, name, table] = /^([^=/\\.#]+)=(.+)$/s.exec(text) ?? [];
    if (name !== undefined && table !== undefined) return [name, table] as const;
    if (nameOf === undefined)
      flags.refuse('VALUE_INVALID', `--${flag} is '${text}'; write NAME=TABLE, as in --layer order=arcs.csv`);
    return [nameOf?.(text) ?? text, text] as const;
  });
  const names = found.map(([name]) => name);
  for (const name of new Set(names.filter((own, at) => names.indexOf(own) !== at)))
    flags.refuse('VALUE_INVALID', `--${flag} defines '${name}' twice; give each name once`);
  return found;
}

/** @throws InvalidInputError `SCENARIO_INVALID` with all invalid fields */
async function readTablesFile(flags: Flags, file: string): Promise<TableOptions> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(resolve(file), 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    flags.refuse('FILE_UNREADABLE', `--tables: ${file} cannot be read: ${reason}`);
    return { vertices: {} };
  }
  // Paths in the file are relative to its folder.
  return { folder: dirname(resolve(file)), ...parseTableOptions(json, file) };
}

/** Lets layers whose simproc has a minimum delay have cycles. Invalid tables are left to the import, which reports them. */
function withDelays(tables: TableOptions, model: ModelSpecification | undefined): TableOptions {
  const layers: Record<string, unknown> = { ...tables.layers };
  for (const { name, minimumDelay } of model?.simprocs ?? []) {
    const layer = layers[name];
    if (minimumDelay === 0 || layer === undefined || layer === null) continue;
    layers[name] = { ...(typeof layer === 'object' && 'from' in layer ? layer : { from: layer }), cyclic: true };
  }
  return model === undefined ? tables : { ...tables, layers: layers as TableOptions['layers'] };
}
