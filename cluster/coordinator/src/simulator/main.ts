import { simulateSeeds } from '@disco-engine/transports/simulation';

// Simulates farms alone; `npm run -s simulate` simulates runs too.
process.exitCode = await simulateSeeds([{ name: 'farm', module: new URL('./simulate.js', import.meta.url) }]);
