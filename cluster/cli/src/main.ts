#!/usr/bin/env node
import { runCommand } from './command.js';

// A reader that has seen enough (`disco run … | head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

// Not process.exit, which would cut off what is still being written to a pipe.
process.exitCode = await runCommand(process.argv.slice(2));
