import { runCommand } from './command-line.js';

// A reader that has seen enough (`npm start | head`) is not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

// Not process.exit, which would truncate output that is still being written to a pipe.
process.exitCode = await runCommand(process.argv.slice(2));
