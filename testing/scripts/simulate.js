import { simulateSeeds } from '@disco-engine/transports/simulation';

// npm run -s simulate -- --seeds 2000      simulates 1000 runs and 1000 farms, and lists the seeds that fail
// npm run -s simulate -- --seed 17         tells the stories of one seed; with `--of farm`, that of the farm alone
// With --from 5001 the seeds begin there; with --first-failure it stops at the first seed that fails.
const kind = (name, folder) => ({
  name,
  module: new URL(`../../cluster/${folder}/dist/simulator/simulate.js`, import.meta.url),
});
process.exitCode = await simulateSeeds([kind('run', 'workers'), kind('farm', 'coordinator')]);
