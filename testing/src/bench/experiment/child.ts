import { loadParts } from './load-parts.js';
import { pairOfReferences } from './reference-pair.js';

const EVENTS = 15_000_000;

/** Measures the one part that the parent names, and sends back the figures. */
const [name, quick, rounds, folder = '', ...modules] = process.argv.slice(2);
const part = (await loadParts(modules)).find((candidate) => candidate.name === name);
if (part === undefined || process.send === undefined) throw new Error('This file must be started by main.js.');
const isQuick = quick === 'true';
process.send(
  await part.measure({
    quick: isQuick,
    rounds: Number(rounds),
    folder,
    pairOfReferences: () => pairOfReferences(isQuick ? EVENTS / 100 : EVENTS),
  }),
);
process.disconnect();
