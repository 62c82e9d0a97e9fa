import type { ExperimentPrecision } from '../definition/experiment.js';
import type { JsonObject } from './json-object.js';
import type { ExperimentFacts } from './results.js';

/** What `experiment.json` says. Fields that are wrong become problems of the document. */
export function readExperiment(document: JsonObject): ExperimentFacts {
  if (document.number('format') !== 1) document.refuse('format', '1, the only format that this version reads');
  const model = document.object('model');
  const scenario = document.object('scenario');
  const versions = document.object('versions');
  const cases = document.objects('cases').map((one, index) => {
    if (one.count('number') !== index) one.refuse('number', `${index}, its place in the list`);
    return { number: index, parameters: one.record('parameters') };
  });
  if (cases.length === 0) document.refuse('cases', 'an array with a case or more');
  return {
    name: document.text('name'),
    model: { name: model.text('name'), module: model.textOrNull('module') },
    scenario: {
      name: scenario.text('name'),
      id: scenario.textOrNull('id'),
      version: scenario.numberOrNull('version'),
      vertices: scenario.number('vertices'),
      edges: scenario.number('edges'),
    },
    seed: document.number('seed'),
    duration: positive(document, 'duration'),
    warmup: document.number('warmup'),
    replications: document.count('replications'),
    isAntithetic: document.flag('antithetic'),
    precision: document.objects('precision').map(readPrecision),
    cases,
    workers: document.count('workers'),
    versions: { engine: versions.text('engine'), node: versions.text('node') },
    command: document.text('command'),
    unit: document.text('unit'),
  };
}

function readPrecision(wanted: JsonObject): ExperimentPrecision {
  const has = (name: string): boolean => wanted.numberOrNull(name) !== null;
  return {
    channel: wanted.text('channel'),
    relative: share(wanted, 'relative'),
    ...(has('confidence') ? { confidence: share(wanted, 'confidence') } : {}),
    ...(has('minimum') ? { minimum: several(wanted, 'minimum') } : {}),
  };
}

function share(document: JsonObject, name: string): number {
  const value = document.number(name);
  if (value <= 0 || value >= 1) document.refuse(name, 'above 0 and below 1');
  return value;
}

function several(document: JsonObject, name: string): number {
  const value = document.count(name);
  if (value < 2) document.refuse(name, '2 or more');
  return value;
}

function positive(document: JsonObject, name: string): number {
  const value = document.number(name);
  if (value <= 0) document.refuse(name, 'above 0');
  return value;
}
