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
    stopsEarly: document.objects('precision').length > 0,
    cases,
    workers: document.count('workers'),
    versions: { engine: versions.text('engine'), node: versions.text('node') },
    command: document.text('command'),
    unit: document.text('unit'),
  };
}

function positive(document: JsonObject, name: string): number {
  const value = document.number(name);
  if (value <= 0) document.refuse(name, 'above 0');
  return value;
}
