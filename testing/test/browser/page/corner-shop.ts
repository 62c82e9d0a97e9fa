// The page whose size is measured: what an author of the README's model ships.
import { Simulation } from '@disco-engine/sdk';
import { CornerShop, village } from '../../models/corner-shop.js';

const simulation = await Simulation.create(CornerShop, { scenario: village, seed: 7 });
await simulation.run({ until: 365 });
Object.assign(globalThis, { digest: simulation.digest });
