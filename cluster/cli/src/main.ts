#!/usr/bin/env node
import { runCommand } from './command.js';

// A reader that stops reading (`disco run … | head`) is not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

// Not process.exit, which would cut off output that is still on its way to a pipe.
process.exitCode = await runCommand(process.argv.slice(2));
