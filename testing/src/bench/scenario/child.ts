import { steps } from './steps.js';

/** Runs the one step that the parent names, and sends back the result. */
const [name, folder = ''] = process.argv.slice(2);
const step = steps.find((candidate) => candidate.name === name);
if (step === undefined || process.send === undefined) throw new Error('This file must be started by main.js.');
const result = await step.run(folder);
process.send({ ...result, megabytes: process.resourceUsage().maxRSS / 1000 });
process.disconnect();
