import { memoryOfRun } from './memory-of-run.js';
import type { LogMode } from './logged-run.js';

/** Performs the one run that the parent requests, and sends back the memory it took. */
const [mode, points, folder = ''] = process.argv.slice(2);
if (process.send === undefined) throw new Error('This file must be started by log-memory.js.');
process.send(await memoryOfRun(mode as LogMode, Number(points), folder));
process.disconnect();
