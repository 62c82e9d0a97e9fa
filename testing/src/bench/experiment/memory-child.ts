import { memoryOfRun } from './memory-of-run.js';
import type { LogMode } from './logged-run.js';

/** Makes the one run that the parent asks for, and sends it what memory it took. */
const [mode, points, folder = ''] = process.argv.slice(2);
if (process.send === undefined) throw new Error('This file is started by log-memory.js.');
process.send(await memoryOfRun(mode as LogMode, Number(points), folder));
process.disconnect();
