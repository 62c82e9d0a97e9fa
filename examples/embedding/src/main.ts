import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { serve, type RunServer } from './server.js';

const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' } } });

try {
  const port = Number(values.port);
  const server = await serve({ port });
  console.log(`listening on ${server.url}`);
  // A second signal finds no listener and kills the process immediately.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void shutDown(server, signal));
} catch (error) {
  console.error(`cannot listen on port ${values.port}: ${(error as Error).message}`);
  process.exitCode = 2;
}

async function shutDown(server: RunServer, signal: string): Promise<void> {
  console.log(`${signal}: canceling runs and closing`);
  await server.close();
  console.log('closed');
}
