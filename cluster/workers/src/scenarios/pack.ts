import { DiscoError, type Scenario, type ScenarioData } from '@disco-engine/sdk';
import { parse } from 'valibot';
import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { readColumn, writeColumn } from './packed-column.js';
import { SCENARIO_DATA } from './scenario-schema.js';

/** Names the format. A later one has another last digit, and other hashes. */
const FORMAT = 'disco scenario 1';

/**
 * A scenario as bytes: the same for the same data, whoever packs them, so that their hash names the scenario.
 *
 * @example
 * const packed = await packScenario(scenario);
 * const same = Scenario.fromData(unpackScenario(packed));
 *
 * @throws DiscoError `SCENARIO_INVALID` if a column holds what is no data, such as a function
 */
export async function packScenario(scenario: Pick<Scenario, 'toData'>): Promise<Uint8Array> {
  const { name, keys, weights, labels, layers, nodeTypes, typeOf, vertices, edges } = await scenario.toData();
  const writer = new ByteWriter();
  writer.text(FORMAT);
  writer.text(name);
  writer.texts(keys);
  writer.numbers(weights);
  writer.texts(labels.names);
  writer.numbers(labels.starts);
  writer.numbers(labels.labels);
  writer.count(layers.length);
  for (const [layer, adjacency] of byName(layers)) {
    writer.text(layer);
    writer.numbers(adjacency.starts);
    writer.numbers(adjacency.targets);
    writer.numbers(adjacency.weights);
  }
  writer.texts(nodeTypes);
  writer.numbers(typeOf);
  writeTables(writer, vertices);
  writeTables(writer, edges);
  return writer.written();
}

/**
 * What `packScenario` was given, as data. The result shares no memory with the bytes.
 *
 * @throws Error if the bytes are no such data
 */
export function unpackScenario(packed: Uint8Array): ScenarioData {
  // Other threads may read the same bytes, and lists of numbers in the result are views of them.
  const reader = new ByteReader(Uint8Array.from(packed));
  const format = reader.text();
  if (format !== FORMAT) throw new Error(`it begins with '${format.slice(0, FORMAT.length)}' instead of '${FORMAT}'`);
  const data: ScenarioData = {
    name: reader.text(),
    keys: reader.texts(),
    weights: reader.numbers(Float64Array),
    labels: { names: reader.texts(), starts: reader.numbers(Int32Array), labels: reader.numbers(Int32Array) },
    layers: Array.from({ length: reader.manyOf() }, () => [
      reader.text(),
      {
        starts: reader.numbers(Int32Array),
        targets: reader.numbers(Int32Array),
        weights: reader.numbers(Float64Array),
      },
    ]),
    nodeTypes: reader.texts(),
    typeOf: reader.numbers(Uint16Array),
    vertices: readTables(reader),
    edges: readTables(reader),
  };
  reader.end();
  return parse(SCENARIO_DATA, data);
}

/** Tables by their names, as layers, and columns in their order: only that can be seen by a model. */
function writeTables(writer: ByteWriter, tables: ScenarioData['vertices']): void {
  writer.count(tables.length);
  for (const [table, columns] of byName(tables)) {
    writer.text(table);
    writer.count(columns.length);
    for (const [name, column] of columns) {
      writer.text(name);
      try {
        writeColumn(writer, column);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        const message = `column '${name}' of table '${table}': ${error.message}`;
        throw new DiscoError('SCENARIO_INVALID', message, {}, { cause: error });
      }
    }
  }
}

function readTables(reader: ByteReader): ScenarioData['vertices'] {
  return Array.from({ length: reader.manyOf() }, () => [
    reader.text(),
    Array.from({ length: reader.manyOf() }, () => [reader.text(), readColumn(reader)] as const),
  ]);
}

function byName<Item>(named: readonly (readonly [name: string, item: Item])[]): (readonly [string, Item])[] {
  return [...named].sort(([one], [other]) => (one < other ? -1 : 1));
}
