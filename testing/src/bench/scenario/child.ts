import { steps } from './steps.js';

/** Runs the one step that the parent names, and sends it what came out. */
const [name, folder = ''] = process.argv.slice(2);
const step = steps.find((candidate) => candidate.name === name);
if (step === undefined || process.send === undefined) throw new Error('This file is started by main.js.');
const result = await step.run(folder);
process.send({ ...result, megabytes: process.resourceUsage().maxRSS / 1000 });
process.disconnect();
