import { Model } from '@disco-engine/sdk';
import { order, supply } from './simprocs.js';
import { StageGroup } from './stage-group.js';
import { Study } from './study.js';

/** The model, with a group of stages per node: orders go upstream, then goods come downstream, both within the same epoch. */
@Model({ name: 'supply-chain', simprocs: [order, supply], nodes: [StageGroup], parameters: Study })
export class SupplyChain {}
