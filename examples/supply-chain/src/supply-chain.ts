import { Model } from '@disco-engine/sdk';
import { order, supply } from './simprocs.js';
import { Stage } from './stage.js';
import { Study } from './study.js';

/** The model: one stage a node; orders go upstream, then goods come downstream, both within the same epoch. */
@Model({ name: 'supply-chain', simprocs: [order, supply], nodes: [Stage], parameters: Study })
export class SupplyChain {}
