import { simulateSeeds } from '@disco-engine/transports/simulation';

// Simulates runs alone; `npm run -s simulate` simulates farms too.
process.exitCode = await simulateSeeds([{ name: 'run', module: new URL('./simulate.js', import.meta.url) }]);
