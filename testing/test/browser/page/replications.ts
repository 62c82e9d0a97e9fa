// A page that replicates a model: what experiments load if there is no folder.
import { replicate } from '@disco-engine/experiments/replicate';
import { CornerShop, village } from '../../models/corner-shop.js';

const parameters = { target: [20, 30] };
const { cases } = await replicate(CornerShop, { scenario: village, parameters, duration: 365, replications: 3 });
Object.assign(globalThis, { digests: cases.map(({ replications }) => replications[0]?.digest) });
